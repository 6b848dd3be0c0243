import { A } from '@solidjs/router';
import { Show, type JSX } from 'solid-js';
import { codeOf, issuerOf, shortAccount, type AssetId } from '../api/types';
import { assetPath } from '../state/address';
import { domainOf } from '../state/names';

/** Who stands behind an asset: the issuer's domain where it is known, else its account. */
export function issuerText(asset: AssetId): string {
  const issuer = issuerOf(asset);
  if (issuer === null) return 'native';
  return domainOf(asset) ?? shortAccount(issuer);
}

/** An asset's code and issuer, with a link to its page. */
export function AssetLink(props: { asset: AssetId }): JSX.Element {
  return (
    <A class="asset-link" href={assetPath(props.asset)} title={props.asset}>
      <b>{codeOf(props.asset)}</b> <span class="quiet">{issuerText(props.asset)}</span>
    </A>
  );
}

/** A market as BASE/COUNTER, with the issuers below. */
export function MarketName(props: { base: AssetId; counter: AssetId }): JSX.Element {
  return (
    <>
      <span class="codes">
        <b>{codeOf(props.base)}</b>
        <span class="slash">/</span>
        {codeOf(props.counter)}
      </span>
      <span class="issuers">
        {issuerText(props.base)}
        <Show when={props.counter !== 'native'}> · {issuerText(props.counter)}</Show>
      </span>
    </>
  );
}
