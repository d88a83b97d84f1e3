// SPDX-License-Identifier: Apache-2.0
// Cameras in the order of their rooms.
import type { Camera, NamedId } from '../api/types';

export interface RoomCameras {
  room: NamedId;
  cameras: Camera[];
}

export function byRoom(cameras: readonly Camera[]): RoomCameras[] {
  const rooms = new Map<string, RoomCameras>();
  for (const camera of cameras) {
    const group = rooms.get(camera.room.id) ?? { room: camera.room, cameras: [] };
    group.cameras.push(camera);
    rooms.set(camera.room.id, group);
  }
  return [...rooms.values()];
}
