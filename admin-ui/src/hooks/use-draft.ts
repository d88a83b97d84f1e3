// SPDX-License-Identifier: Apache-2.0
// The half-typed form: kept for its owner until the act is done, read back when the page is opened again.
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { type DraftValues, drafts } from '../drafts';
import { useUser } from '../session';

const writeAfterMs = 250;

export interface Draft {
  restored: DraftValues | undefined;
  keep: (values: DraftValues) => void;
  drop: () => void;
}

export function useDraft(form: string): Draft {
  const { me } = useUser();
  const restored = useMemo(() => drafts.read(me.id, form), [me.id, form]);
  const waiting = useRef<{ timer: ReturnType<typeof setTimeout>; values: DraftValues }>();

  const flush = useCallback(() => {
    if (!waiting.current) return;
    clearTimeout(waiting.current.timer);
    drafts.write(me.id, form, waiting.current.values);
    waiting.current = undefined;
  }, [me.id, form]);

  const keep = useCallback(
    (values: DraftValues) => {
      clearTimeout(waiting.current?.timer);
      waiting.current = { values, timer: setTimeout(flush, writeAfterMs) };
    },
    [flush],
  );

  const drop = useCallback(() => {
    clearTimeout(waiting.current?.timer);
    waiting.current = undefined;
    drafts.drop(me.id, form);
  }, [me.id, form]);

  useEffect(() => {
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [flush]);

  return { restored, keep, drop };
}
