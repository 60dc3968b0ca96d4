// Which points of a map are drawn as one, for they would lie on each other.

export interface Spot<T> {
  item: T;
  /** Pixels at the zoom of the map. */
  x: number;
  y: number;
}

/**
 * Groups points that are nearer than `size` pixels to the first of their group. The same points in the same order give the
 * same groups, so that nothing flickers when the map moves.
 */
export function clustered<T>(spots: readonly Spot<T>[], size: number): T[][] {
  const groups: { x: number; y: number; items: T[] }[] = [];
  const cells = new Map<string, typeof groups>();
  for (const { item, x, y } of spots) {
    const [column, row] = [Math.floor(x / size), Math.floor(y / size)];
    const around = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => cells.get(`${column + dx},${row + dy}`) ?? []));
    const near = around.find((group) => Math.hypot(group.x - x, group.y - y) < size);
    if (near) {
      near.items.push(item);
      continue;
    }
    const group = { x, y, items: [item] };
    groups.push(group);
    const key = `${column},${row}`;
    cells.set(key, [...(cells.get(key) ?? []), group]);
  }
  return groups.map((group) => group.items);
}
