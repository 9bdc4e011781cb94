/** A WeCom sign-in as many integrations have it: a token each time, no cache, no more checks than needed. */
export async function plainSignIn(apiUrl: string, corpId: string, secret: string, code: string): Promise<string> {
  const { access_token: token } = await ask(`${apiUrl}/cgi-bin/gettoken?corpid=${corpId}&corpsecret=${secret}`);
  const { userid } = await ask(`${apiUrl}/cgi-bin/auth/getuserinfo?access_token=${token}&code=${code}`);
  const { name } = await ask(`${apiUrl}/cgi-bin/user/get?access_token=${token}&userid=${userid}`);
  return name as string;
}

async function ask(url: string): Promise<Record<string, unknown>> {
  const body = (await (await fetch(url)).json()) as Record<string, unknown>;
  if (body.errcode !== 0) throw new Error(`WeCom answered ${body.errcode}`);
  return body;
}
