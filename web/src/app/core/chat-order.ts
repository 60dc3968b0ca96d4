/** Whether a place in what happened (`4711.42`: a transaction, a number in it) comes after another. */
export function isAfter(place: string, other: string): boolean {
  const [[transaction, number], [otherTransaction, otherNumber]] = [read(place), read(other)];
  return transaction === otherTransaction ? number > otherNumber : transaction > otherTransaction;
}

// Both have 64 bits.
function read(place: string): [bigint, bigint] {
  const [transaction, number] = place.split('.');
  return [BigInt(transaction ?? 0), BigInt(number ?? -1)];
}
