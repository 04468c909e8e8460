/**
 * The baseline of filtering, run in the page: all records as objects in an array, filtered and sorted
 * as a whole, and the first rows put into the page. It keeps everything in memory, encrypts nothing,
 * and shares nothing with other windows.
 */
export const PLAIN_FILTER = `async (records, samples) => {
  const words = ["Yürüyüş", "Koşu", "Bisiklet", "Pilates", "Yoga", "Yüzme", "Basketbol", "Dans"];
  const fold = (text) => text.toLocaleLowerCase("tr").normalize("NFD").replace(/\\p{M}/gu, "");
  const all = Array.from({ length: records }, (_, at) => ({
    id: crypto.randomUUID(),
    day: new Date(Date.UTC(2025, 0, 1) - at * 9e5).toISOString().slice(0, 10),
    activity: words[(at * 7919) % words.length],
    minutes: (at * 31) % 120,
    note: at % 3 === 0 ? "n" + at : null,
  }));
  const box = document.createElement("div");
  box.style.cssText = "position:fixed;inset:0;overflow:auto;background:white";
  document.body.append(box);
  const times = [];
  for (let at = 0; at < samples; at += 1) {
    const began = performance.now();
    const word = fold(words[at % words.length].slice(0, 1 + (at % 4)));
    const found = all
      .filter(({ activity, note }) => (fold(activity) + " " + fold(note ?? "")).includes(word))
      .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
      .slice(0, 40);
    box.replaceChildren(...found.map(({ day, activity, minutes }) => {
      const row = document.createElement("div");
      row.append(day, " ", activity, " ", String(minutes));
      return row;
    }));
    await benchMeter.painted();
    times.push(performance.now() - began);
  }
  box.remove();
  return times;
}`;
