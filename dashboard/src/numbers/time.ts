import { NONE } from './format';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Returns hours, minutes and seconds in UTC, as the API's times are. */
export function clockTime(millis: number): string {
  return new Date(millis).toISOString().slice(11, 19);
}

export function date(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10);
}

export function dateTime(millis: number): string {
  return `${date(millis)} ${clockTime(millis)}`;
}

/** Returns a length of time in its two largest units: 45 s, 3 min 20 s, 2 h 5 min, 3 d 4 h. */
export function duration(millis: number): string {
  const length = Math.max(0, millis);
  if (length < MINUTE) return `${Math.floor(length / SECOND)} s`;
  if (length < HOUR) return pair(length, MINUTE, 'min', SECOND, 's');
  if (length < DAY) return pair(length, HOUR, 'h', MINUTE, 'min');
  return pair(length, DAY, 'd', HOUR, 'h');
}

function pair(length: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((length % large) / small);
  return `${Math.floor(length / large)} ${largeName}` + (rest > 0 ? ` ${rest} ${smallName}` : '');
}

export function age(then: string | null, now: number): string {
  return then === null ? NONE : duration(now - Date.parse(then)) + ' ago';
}
