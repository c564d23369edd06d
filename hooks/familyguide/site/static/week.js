// The week: show what fits a district and a life stage, and mark today. The page is complete without this.

const form = document.getElementById("wochenfilter");
const status = document.getElementById("wochenzahl");
const DAYS = ["sonntag", "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag"];

function update() {
  const district = form.elements.stadtteil?.value ?? "";
  const stage = form.elements.lebensphase.value;
  let shown = 0;
  for (const day of document.querySelectorAll(".day")) {
    const meetings = [...day.querySelectorAll("li")];
    for (const meeting of meetings) {
      const { stadtteil, lebensphase } = meeting.dataset;
      const fits = (!district || stadtteil === district) && (!stage || lebensphase.split(" ").includes(stage));
      meeting.hidden = !fits;
      shown += fits ? 1 : 0;
    }
    day.hidden = meetings.every((meeting) => meeting.hidden);
  }
  status.textContent = shown === 1 ? "1 Termin in der Woche" : `${shown} Termine in der Woche`;
}

const today = document.getElementById(DAYS[new Date().getDay()]);
if (today) {
  today.classList.add("day--today");
  today.querySelector("[data-today]").hidden = false;
}
form.hidden = false;
form.addEventListener("change", update);
