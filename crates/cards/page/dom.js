// What both pages of the check from both sides need.
const byId = (id) => document.getElementById(id);

const clock = () => Math.floor(Date.now() / 1000);
