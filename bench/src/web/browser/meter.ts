/**
 * Runs in the page: takes times there, where no tool's own way counts. A sample begins with the event
 * of the browser and ends when the frame in which the wanted change shows has been painted.
 */
export const METER = `(() => {
  /** For one action; for what may have much to do first. */
  const ACTION_MS = 60_000;
  const WORK_MS = 600_000;
  const tasks = [];
  let frames = null;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: "longtask" });

  const rowsOf = () => {
    const box = document.querySelector(".ho-grid");
    if (box === null) return null;
    const first = Math.ceil(box.scrollTop / 36);
    const last = Math.floor((box.scrollTop + box.clientHeight - 34) / 36) - 1;
    const rows = new Map();
    for (const row of box.querySelectorAll(".ho-rows > [role=row]")) rows.set(row.ariaRowIndex - 2, row);
    const texts = [];
    for (let at = first; at <= last && at < box.ariaRowCount - 1; at += 1) {
      const row = rows.get(at);
      if (row === undefined || row.ariaBusy === "true") return null;
      texts.push(row.textContent);
    }
    return texts.length === 0 ? null : texts.join("\\n");
  };
  const SIGHTS = {
    rows: rowsOf,
    focus: () => document.querySelector("[role=grid]")?.getAttribute("aria-activedescendant") ?? null,
    // The editor is gone and what was typed stands in its cell, the focus one below.
    editedCell: () => document.querySelector("[role=grid] input") !== null ? null
      : (document.querySelector("[role=grid]")?.getAttribute("aria-activedescendant") ?? null),
  };
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  // Timers go on where no frames are drawn: what is missing is told, whatever the window does.
  const late = (what, limit_ms) => new Error(what + " within " + limit_ms / 1000 + " s; the window says: "
    + document.body.innerText.slice(0, 300).replaceAll("\\n", " "));
  const until = (ready, what) => new Promise((done, failed) => {
    const look = () => {
      if (ready()) setTimeout(() => done(performance.now()));
      else requestAnimationFrame(look);
    };
    setTimeout(() => failed(late(what, WORK_MS)), WORK_MS);
    requestAnimationFrame(look);
  });

  let sample = null;
  globalThis.benchMeter = {
    /** The next event of the type begins a sample; it ends when the sight is there and another one. */
    arm(type, sight) {
      const see = SIGHTS[sight];
      const before = see();
      sample = new Promise((done, failed) => {
        let heard = false;
        const missing = () => (heard ? "no other " + sight : "no " + type);
        setTimeout(() => failed(late(missing(), ACTION_MS)), ACTION_MS);
        addEventListener(type, (event) => {
          heard = true;
          const began = event.timeStamp;
          const look = () => {
            const now = see();
            if (now !== null && now !== before) setTimeout(() => done(performance.now() - began));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }, { capture: true, once: true });
      });
    },
    taken: () => sample,
    /** Milliseconds since navigation of the frame from which on a selector matches. */
    seen: (selector) => until(() => document.querySelector(selector) !== null, "no " + selector),
    rowsSeen: () => until(() => rowsOf() !== null, "no rows"),
    saysIn: (selector, text) => until(() =>
      [...document.querySelectorAll(selector)].some((one) => one.textContent.includes(text)), "no " + text),
    click(selector) {
      document.querySelector(selector).click();
      return performance.now();
    },
    rows: rowsOf,
    now: () => performance.now(),
    painted,
    /** From here on tasks and frames count. */
    begin() {
      tasks.length = 0;
      const own = [];
      frames = own;
      let last = performance.now();
      const frame = () => {
        const now = performance.now();
        own.push(now - last);
        last = now;
        if (frames === own) requestAnimationFrame(frame);
      };
      requestAnimationFrame(frame);
    },
    async end() {
      await new Promise((done) => setTimeout(done, 100));
      const taken = { frames, tasks: [...tasks] };
      frames = null;
      return taken;
    },
  };
})()`;
