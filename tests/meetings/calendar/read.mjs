// Reads calendar files with ical.js and prints what it understood as JSON: one list of entries per file.
//
//     node read.mjs FILE…

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("../../../package.json", import.meta.url));
const { default: ICAL } = await import(require.resolve("ical.js"));

const seconds = (time) => time.toUnixTime();

function entry(component) {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid,
    sequence: event.sequence,
    starts: seconds(event.startDate),
    ends: seconds(event.endDate),
    zone: event.startDate.zone.tzid,
    summary: event.summary ?? "",
    place: event.location ?? "",
    text: event.description ?? "",
    status: component.getFirstPropertyValue("status"),
    organizer: component.getFirstPropertyValue("organizer"),
    attendees: event.attendees.map((one) => [one.getFirstValue(), one.getParameter("partstat"), one.getParameter("cn") ?? ""]),
  };
}

function read(file) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf-8")));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(zone);
  }
  return {
    method: calendar.getFirstPropertyValue("method") ?? "",
    name: calendar.getFirstPropertyValue("x-wr-calname") ?? "",
    entries: calendar.getAllSubcomponents("vevent").map(entry),
  };
}

console.log(JSON.stringify(process.argv.slice(2).map(read)));
