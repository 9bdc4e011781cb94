/** Things that are made once, by key, and handed to all who ask. */
export class Shared<T> {
  private readonly things = new Map<string, Promise<T>>();

  /** What could not be made is forgotten: the next who asks tries anew, and at the end there is nothing to close. */
  get(key: string, make: () => Promise<T>): Promise<T> {
    const known = this.things.get(key);
    if (known) return known;
    const thing = make().catch((error) => {
      this.things.delete(key);
      throw error;
    });
    this.things.set(key, thing);
    return thing;
  }

  /** Gives away all there is. */
  async takeAll(): Promise<T[]> {
    const all = await Promise.all(this.things.values());
    this.things.clear();
    return all;
  }
}
