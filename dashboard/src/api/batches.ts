import { createSignal, type Accessor } from 'solid-js';
import { ApiError } from './client';

const PAUSE = 120;

interface Entry<T> {
  value: Accessor<T | null>;
  set: (value: T) => void;
  readAt: number;
}

export interface BatchOptions<T> {
  /** How many keys one request may have. */
  size: number;
  /** How long a value stays fresh, in milliseconds. */
  fresh: number;
  /** How many values are kept. */
  kept: number;
  read: (keys: string[]) => Promise<T[]>;
}

/** Values of rows that are shown, read some at a time, and kept for a while. */
export class Batches<T> {
  readonly #options: BatchOptions<T>;
  readonly #kept = new Map<string, Entry<T>>();
  readonly #wanted = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;

  constructor(options: BatchOptions<T>) {
    this.#options = options;
  }

  /** Returns the value of a key, null until it is read; asks for it when it is missing or old. */
  value(key: string): Accessor<T | null> {
    let entry = this.#kept.get(key);
    if (!entry) {
      const [value, setValue] = createSignal<T | null>(null);
      entry = { value, set: (next) => setValue(() => next), readAt: -Infinity };
      this.#kept.set(key, entry);
      if (this.#kept.size > this.#options.kept) this.#kept.delete(this.#kept.keys().next().value as string);
    }
    if (performance.now() - entry.readAt > this.#options.fresh) {
      this.#wanted.add(key);
      if (!this.#busy) this.#timer ??= setTimeout(() => void this.#readAll(), PAUSE);
    }
    return entry.value;
  }

  /** A row that is scrolled away before it was read needs no value. */
  forget(key: string): void {
    this.#wanted.delete(key);
  }

  async #readAll(): Promise<void> {
    this.#timer = undefined;
    this.#busy = true;
    try {
      while (this.#wanted.size > 0) {
        const keys = [...this.#wanted].slice(0, this.#options.size);
        for (const key of keys) this.#wanted.delete(key);
        const values = await this.#options.read(keys);
        keys.forEach((key, at) => {
          const entry = this.#kept.get(key);
          if (!entry) return;
          entry.readAt = performance.now();
          entry.set(values[at] as T);
        });
      }
    } catch (failure) {
      // Such a value is an extra; the next row that is shown asks again.
      if (!(failure instanceof ApiError)) throw failure;
    } finally {
      this.#busy = false;
    }
  }
}
