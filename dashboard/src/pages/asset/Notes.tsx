import { For, type JSX } from 'solid-js';
import type { CrawlerNote } from '../../api/types';
import { LongText } from '../../components/LongText';
import { age } from '../../numbers/time';
import { serverNow } from '../../state/clock';

/** What crawlers say, each with its source; nobody has checked it, so addresses in it are no links. */
export function Notes(props: { notes: readonly CrawlerNote[] }): JSX.Element {
  return (
    <For each={props.notes}>
      {(note) => (
        <>
          <dt>
            Says <bdi>{note.source}</bdi>
          </dt>
          <dd>
            <span class="under">
              about {isAccount(note.about) ? 'its issuer' : 'the asset'}, {age(note.time, serverNow())}
            </span>
            <ul class="said">
              <For each={Object.entries(note.body)}>
                {([name, value]) => (
                  <li>
                    <bdi class="quiet">{name.slice(0, NAME_SHOWN)}</bdi>: <LongText text={textOf(value)} />
                  </li>
                )}
              </For>
            </ul>
          </dd>
        </>
      )}
    </For>
  );
}

const NAME_SHOWN = 60;

/** Notes are about an asset, `native` or `CODE:ISSUER`, or about its issuer's account. */
function isAccount(about: string): boolean {
  return about !== 'native' && !about.includes(':');
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
