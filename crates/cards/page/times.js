// Times, as people in the United Kingdom read them.
const LONDON = { timeZone: "Europe/London" };

function day(second) {
  return new Date(second * 1000).toLocaleDateString("en-GB", { ...LONDON, day: "numeric", month: "long", year: "numeric" });
}

function moment(second) {
  const time = new Date(second * 1000).toLocaleTimeString("en-GB", { ...LONDON, hour: "2-digit", minute: "2-digit" });
  return `${time} on ${day(second)}`;
}

function age(seconds) {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  const [number, unit] = minutes < 60 ? [minutes, "minute"] : minutes < 48 * 60 ? [Math.floor(minutes / 60), "hour"] : [Math.floor(minutes / 1440), "day"];
  return number === 0 ? "less than a minute" : `${number} ${unit}${number === 1 ? "" : "s"}`;
}
