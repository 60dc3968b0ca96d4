/** Whether a level says something: nobody is new after their first order, and below the first level there is none to show. */
export function levelShown(level: number, completed: number): boolean {
  return level > 0 || completed === 0;
}
