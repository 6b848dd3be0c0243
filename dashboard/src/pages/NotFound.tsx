import { A } from '@solidjs/router';
import type { JSX } from 'solid-js';
import { Empty } from '../components/States';

export function NotFound(props: { what?: string }): JSX.Element {
  return (
    <Empty title={props.what ?? 'There is no such page'}>
      <A href="/">All markets</A>
    </Empty>
  );
}
