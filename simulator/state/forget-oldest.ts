/** Keeps a map from growing without end under load: what went in first goes out first. */
export function forgetOldest(map: Map<string, unknown>, keepAtMost: number): void {
  if (map.size < keepAtMost) return;
  for (const key of map.keys()) {
    map.delete(key);
    if (map.size < keepAtMost) return;
  }
}
