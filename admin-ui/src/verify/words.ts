// SPDX-License-Identifier: Apache-2.0
// Words of the verifying page, both languages at once: Chinese first. Outcomes and reasons are named as evidence-verify
// names them, so that two reports of one package can be laid side by side.
import type { Reason, Verdict } from './verdict';

export interface Words {
  zh: string;
  en: string;
}

export const verdicts: Record<Verdict, Words> = {
  ok: { zh: '完好：内容与录制时一致', en: 'OK: as it was recorded' },
  altered_media: { zh: '音视频被改动', en: 'ALTERED MEDIA: pictures or sound were changed' },
  altered_manifest: {
    zh: '清单或附件被改动',
    en: 'ALTERED MANIFEST: a record or attachment was changed',
  },
  truncated: { zh: '内容缺失', en: 'TRUNCATED: something is missing' },
  reordered: { zh: '顺序被调换', en: 'REORDERED: recorded bytes, but not in their place' },
  wrong_key: { zh: '签名人不符', en: 'WRONG KEY: signed by somebody else' },
};

export const reasons: Record<Reason, Words> = {
  containerCut: { zh: '压缩包不完整，末尾缺失', en: 'the ZIP file is incomplete: its end is missing' },
  containerChanged: { zh: '压缩包的目录被改动', en: "the ZIP file's own records were changed" },
  fileMissing: { zh: '缺少此文件', en: 'this file is missing' },
  fileUnnamed: { zh: '清单中没有此文件', en: 'the manifest names no such file' },
  fileChanged: { zh: '此文件与其摘要不符', en: 'this file does not have its hash' },
  fileCut: { zh: '此文件比应有的短', en: 'this file is shorter than it was' },
  notCanonical: { zh: '此文件的写法被改动', en: 'this file is not written as it was signed' },
  malformed: { zh: '此文件无法读取', en: 'this file cannot be read' },
  signatureWrong: { zh: '签名与内容不符', en: 'its signature does not fit its content' },
  centreKeyOther: {
    zh: '不是由给定公钥的中心签发',
    en: 'not released by the centre whose key was given',
  },
  nodeKeyUnknown: {
    zh: '录制设备的公钥未经中心确认',
    en: "the centre does not vouch for the recorder's key",
  },
  sessionKeyUncertified: {
    zh: '签名密钥没有录制设备的证明',
    en: "the recorder's key does not vouch for the signing key",
  },
  linkBroken: { zh: '链条在此断开', en: 'the chain breaks here' },
  linkOrder: { zh: '记录不在其位置', en: 'this record is not in its place' },
  linksCut: { zh: '链条记录缺失', en: 'records of the chain are missing' },
  initChanged: { zh: '文件开头的参数被改动', en: 'the first bytes of the file were changed' },
  fragmentChanged: { zh: '此片段与录制时不同', en: 'this fragment is not as it was recorded' },
  fragmentElsewhere: { zh: '此处是另一个片段的内容', en: 'the bytes of another fragment stand here' },
  fragmentCut: { zh: '此片段被截断', en: 'this fragment is cut off' },
  bytesUncovered: { zh: '含有没有记录的内容', en: 'holds bytes that no record covers' },
  logProofWrong: { zh: '与中心的记录链不符', en: "the centre's log of record does not hold this" },
  intervalNotCovered: {
    zh: '所要时段的片段未全部在内',
    en: 'fragments of the asked interval are not in it',
  },
};

const causes: Record<string, Words> = {
  connecting: { zh: '摄像机连接中断', en: 'the camera was not connected' },
  stalled: { zh: '画面停顿', en: 'the picture stood still' },
  stream_changed: { zh: '码流变化', en: 'the stream changed' },
  recorder_stopped: { zh: '录制程序停止', en: 'the recorder was stopped' },
  no_sealing_key: { zh: '缺少加密公钥', en: 'there was no key to seal to' },
  storage: { zh: '存储故障', en: 'storage failed' },
  clock: { zh: '时钟跳变', en: 'the clock jumped' },
  no_picture: { zh: '没有画面', en: 'there was no picture' },
};

export const causeOf = (cause: string): Words =>
  causes[cause] ?? (cause ? { zh: cause, en: cause } : { zh: '未说明', en: 'none was named' });

export const page = {
  keyWrong: {
    zh: '公钥应为 64 位十六进制数字（0–9、a–f）。请对照封面重新填写，或清空。',
    en: 'The key has 64 hexadecimal digits (0–9, a–f). Compare it with the cover sheet and type it again, or leave it empty.',
  },
  checking: { zh: '正在校验', en: 'Checking' },
  unreadable: {
    zh: '读取中断：文件无法读取。请检查光盘或磁盘，复制到本机后再试。',
    en: 'The file cannot be read. Check the disc or drive, copy the file to this computer, and try again.',
  },
  notZip: {
    zh: '这不是 ZIP 文件。请选择中心交付的 ZIP 文件；光盘请用“选择文件夹”。',
    en: 'This is no ZIP file. Choose the ZIP file that the centre handed over; of a disc choose the folder.',
  },
  firstBad: { zh: '第一处', en: 'First bad item' },
  whole: { zh: '压缩包', en: 'package' },
  notCompared: {
    zh: '尚未核对公钥：请填写封面上的中心公钥，重新校验。',
    en: "The key was not compared: type the centre's key from the cover sheet and check again.",
  },
  compared: { zh: '公钥相符', en: 'the key is the one that was given' },
  centreKey: { zh: '中心公钥', en: 'Key of the centre' },
  centre: { zh: '签发中心', en: 'Released by' },
  stay: { zh: '人员编号', en: 'Stay' },
  requestedBy: { zh: '申请人', en: 'Asked by' },
  approvedBy: { zh: '批准人', en: 'Allowed by' },
  recipient: { zh: '接收单位', en: 'Recipient' },
  camera: { zh: '画面', en: 'Camera' },
  interval: { zh: '时段（北京时间）', en: 'Interval (Beijing time)' },
  present: { zh: '应有 / 实有', en: 'Asked / present' },
  holes: { zh: '空缺', en: 'Gaps' },
  noHoles: { zh: '无', en: 'none' },
  anchors: { zh: '中心记录链的签名确认', en: "Signed heads of the centre's log" },
  holds: { zh: '内容', en: 'Holds' },
  sealedMedia: { zh: '已加密', en: 'Encrypted' },
} satisfies Record<string, Words>;

export const amount = (files: number, fragments: number, bytes: number): Words => ({
  zh: `${files} 个文件，${fragments} 个片段，音视频 ${bytes} 字节`,
  en: `${files} files, ${fragments} fragments, ${bytes} bytes of media`,
});

export const sealedFiles = (count: number): Words => ({
  zh: `${count} 个音视频文件是人身检查录像，已加密，此页只校验、不播放；有密钥的可用 evidence-verify --open 解密`,
  en: `${count} media files are recordings of body checks and encrypted: checked here, not played; with keys, evidence-verify --open writes them playable`,
});

export const secondsOf = (us: number): Words => {
  const text = (us / 1e6).toFixed(1);
  return { zh: `${text} 秒`, en: `${text} s` };
};

/** 2026-11-24 09:00:05.250 */
export const beijingTime = (us: number): string =>
  new Date(Math.floor(us / 1000) + 8 * 3_600_000).toISOString().replace('T', ' ').slice(0, 23);
