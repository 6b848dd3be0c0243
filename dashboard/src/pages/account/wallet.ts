import { ApiError } from '../../api/client';

/**
 * The wallet Freighter, a browser extension. It marks pages by `window.freighter` and answers messages, as its library
 * @stellar/freighter-api sends them; two kinds of them are all that is needed here, so the library is left out.
 */

const REQUEST = 'FREIGHTER_EXTERNAL_MSG_REQUEST';
const RESPONSE = 'FREIGHTER_EXTERNAL_MSG_RESPONSE';

interface Answer {
  source?: unknown;
  /** Spelled like this by the extension. */
  messagedId?: unknown;
  publicKey?: unknown;
  signedTransaction?: unknown;
  apiError?: unknown;
}

export function hasWallet(): boolean {
  return Boolean((window as { freighter?: unknown }).freighter);
}

/** Asks the wallet for its account. Its user may refuse, which is a failure with the wallet's words. */
export async function walletAccount(): Promise<string> {
  return textOf((await message({ type: 'REQUEST_ACCESS' })).publicKey, 'the wallet gave no account');
}

/** Lets the wallet's user sign a transaction with an account. */
export async function walletSigned(transaction: string, networkPassphrase: string, account: string): Promise<string> {
  const answer = await message({
    type: 'SUBMIT_TRANSACTION',
    transactionXdr: transaction,
    networkPassphrase,
    accountToSign: account,
  });
  return textOf(answer.signedTransaction, 'the wallet gave no signed transaction');
}

function message(content: Record<string, string>): Promise<Answer> {
  const messageId = Date.now() + Math.random();
  return new Promise((resolve, reject) => {
    const heard = (event: MessageEvent<Answer | null>): void => {
      if (event.source !== window || event.data?.source !== RESPONSE || event.data.messagedId !== messageId) return;
      removeEventListener('message', heard);
      const refusal = refusalOf(event.data.apiError);
      if (refusal === null) resolve(event.data);
      else reject(new ApiError(0, `the wallet refused: ${refusal}`));
    };
    addEventListener('message', heard);
    postMessage({ source: REQUEST, messageId, ...content }, location.origin);
  });
}

function refusalOf(fault: unknown): string | null {
  if (!fault) return null;
  const words = typeof fault === 'string' ? fault : (fault as { message?: unknown }).message;
  return typeof words === 'string' && words ? words.slice(0, 200) : 'without a reason';
}

function textOf(found: unknown, otherwise: string): string {
  if (typeof found === 'string' && found) return found;
  throw new ApiError(0, otherwise);
}
