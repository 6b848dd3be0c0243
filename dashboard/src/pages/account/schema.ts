import type { Fault } from '../../api/client';
import type { FilterSchema, FilterValues, MemberSchema } from '../../api/account';

/** Makes the fields of a form from a filter's JSON Schema, and a filter from what was entered. */

export type Kind = 'asset' | 'choice' | 'flag' | 'number' | 'text';

export interface FilterField {
  name: string;
  label: string;
  kind: Kind;
  required: boolean;
  hint: string | undefined;
  choices: readonly string[];
  /** Whether digits are entered. */
  numeric: boolean;
  /** What is entered before anybody enters anything. */
  usual: string;
  schema: MemberSchema;
}

export type Entries = Record<string, string>;

/** The members that name assets; their schema is that of any text. */
const ASSETS = new Set(['asset', 'base', 'counter']);
/** As the API writes the form of amounts and prices, which are texts. */
const DECIMAL = '^[0-9]+(\\.[0-9]+)?$';

export function fieldsOf(schema: FilterSchema): FilterField[] {
  return Object.entries(schema.properties).map(([name, member]) => {
    const kind = kindOf(name, member);
    const required = schema.required.includes(name);
    return {
      name,
      label: labelOf(name) + (required ? '' : ' (optional)'),
      kind,
      required,
      hint: member.description,
      choices: member.enum ?? [],
      numeric: kind === 'number' || member.pattern === DECIMAL,
      usual: usualOf(member, kind, required),
      schema: member,
    };
  });
}

function kindOf(name: string, member: MemberSchema): Kind {
  const types = [member.type ?? 'string'].flat().filter((type) => type !== 'null');
  if (member.enum) return 'choice';
  if (types.includes('boolean')) return 'flag';
  if (types.includes('integer') || types.includes('number')) return 'number';
  return ASSETS.has(name) ? 'asset' : 'text';
}

function labelOf(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function usualOf(member: MemberSchema, kind: Kind, required: boolean): string {
  if (member.default !== undefined && member.default !== null) return String(member.default);
  return kind === 'choice' && required ? (member.enum?.[0] ?? '') : '';
}

export function usualEntries(fields: readonly FilterField[]): Entries {
  return Object.fromEntries(fields.map(({ name, usual }) => [name, usual]));
}

/** Returns the filter; members that are left empty are left out. */
export function filterOf(fields: readonly FilterField[], entries: Entries): FilterValues {
  const filter: FilterValues = {};
  for (const field of fields) {
    const entry = (entries[field.name] ?? '').trim();
    if (entry !== '') filter[field.name] = valueOf(field, entry);
  }
  return filter;
}

function valueOf(field: FilterField, entry: string): unknown {
  if (field.kind === 'number') return Number(entry);
  if (field.kind === 'flag') return entry === 'true';
  return field.kind === 'asset' && entry.toUpperCase() === 'XLM' ? 'native' : entry;
}

/** Returns what is wrong with what was entered, named as the API names it. */
export function faultsOf(fields: readonly FilterField[], entries: Entries): Fault[] {
  return fields.flatMap((field) => {
    const expected = expectedOf(field, (entries[field.name] ?? '').trim());
    return expected === null ? [] : [{ field: `filter.${field.name}`, expected }];
  });
}

function expectedOf(field: FilterField, entry: string): string | null {
  const { pattern, maxLength } = field.schema;
  if (entry === '') return field.required ? (field.kind === 'asset' ? 'an asset: native or CODE:ISSUER' : 'a value') : null;
  if (field.kind === 'number') return isWithin(field.schema, Number(entry)) ? null : numberText(field.schema);
  if (maxLength !== undefined && entry.length > maxLength) return `at most ${maxLength} characters`;
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(entry))
    return pattern === DECIMAL ? 'a number in digits, such as 0.25' : `a text of the form ${pattern}`;
  return null;
}

function isWithin({ type, minimum = -Infinity, maximum = Infinity }: MemberSchema, number: number): boolean {
  const fits = [type].flat().includes('integer') ? Number.isSafeInteger(number) : Number.isFinite(number);
  return fits && number >= minimum && number <= maximum;
}

function numberText({ type, minimum, maximum }: MemberSchema): string {
  const kind = [type].flat().includes('integer') ? 'a whole number' : 'a number';
  return kind + (minimum === undefined ? '' : ` from ${minimum}`) + (maximum === undefined ? '' : ` to ${maximum}`);
}
