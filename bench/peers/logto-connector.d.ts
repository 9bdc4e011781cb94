/** The package has no types of its own. */
declare module '@logto/connector-wecom' {
  export default function createConnector(host: { getConfig: (id: string) => Promise<object> }): Promise<unknown>;
}
