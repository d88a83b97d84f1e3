// SPDX-License-Identifier: Apache-2.0
// Words of a call for help, in English.

import type { Texts } from '../texts';
import type { help as zh } from '../zh/help';

export const help: Texts<typeof zh> = {
  button: 'Help',
  buttonTitle:
    'Call for help: one press tells the desk, the wall and the other guards at once (Ctrl Shift H)',
  region: 'Calls for help',
  title: 'Help wanted',
  unknownRoom: 'place unknown',
  someone: 'caller unknown (damaged record)',
  agoSeconds: '{{count}} s ago',
  agoMinutes: '{{count}} min ago',
  presses: 'pressed {{count}} times',
  late: 'entered late, arrived {{time}} after the press',
  nobodyGoes: 'nobody goes yet',
  goes: '{{names}} goes ({{time}})',
  sending: 'Calling for help…',
  untold: 'Your call has not arrived: nobody has been told yet!',
  untoldHint:
    'Shout or use the radio now. The call of {{time}} is kept on this device and goes out, with that time, as soon as there is a network.',
  untoldWithdrawn: 'Neither the call nor its withdrawal has arrived yet; both go out with the network.',
  refused: 'The call was not accepted: {{why}}',
  refusedHint: 'Shout or use the radio now.',
  told: 'The desk, the wall and the other guards have been told',
  mistake: 'Pressed by mistake',
  withdrawn: 'Withdrawn (pressed by mistake): {{who}}',
  iGo: 'I go',
  send: 'Send somebody…',
  sendTitle: 'Who goes',
  sendSubmit: 'Report who goes',
  found: 'What was found…',
  foundTitle: 'What was found',
  foundLabel: 'What was found, and what was done',
  foundSubmit: 'It is over',
  quiet: 'Silence here',
  soundOff: 'The browser holds back the sound: tap anywhere to let it through',
  handover: 'Calls for help that are still open',
  wall: 'HELP',
  wallGoes: 'somebody goes',
};
