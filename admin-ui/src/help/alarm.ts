// SPDX-License-Identifier: Apache-2.0
// The sound of a call for help: two tones, again and again, as long as somebody calls and nobody goes. A browser may hold
// sound back until the page is touched; then the first touch lets it through.
import { useEffect, useState } from 'react';

const everyMs = 2_200;
const tones = [880, 660, 880] as const;
const toneS = 0.22;

function ring(context: AudioContext): void {
  tones.forEach((frequency, index) => {
    const from = context.currentTime + index * toneS;
    const tone = context.createOscillator();
    const loudness = context.createGain();
    tone.type = 'square';
    tone.frequency.value = frequency;
    loudness.gain.setValueAtTime(0.25, from);
    loudness.gain.setValueAtTime(0, from + toneS * 0.85);
    tone.connect(loudness).connect(context.destination);
    tone.start(from);
    tone.stop(from + toneS);
  });
}

/** Whether the browser holds the sound back. */
export function useAlarm(on: boolean): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (!on || typeof AudioContext === 'undefined') return;
    const context = new AudioContext();
    const look = () => setHeld(context.state === 'suspended');
    const wake = () => void context.resume().then(look, look);
    const sound = () => {
      if (context.state === 'running') ring(context);
      else wake();
    };
    context.onstatechange = look;
    look();
    sound();
    const timer = setInterval(sound, everyMs);
    window.addEventListener('pointerdown', wake);
    window.addEventListener('keydown', wake);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pointerdown', wake);
      window.removeEventListener('keydown', wake);
      setHeld(false);
      void context.close();
    };
  }, [on]);
  return held;
}
