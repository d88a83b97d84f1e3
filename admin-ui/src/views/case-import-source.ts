// SPDX-License-Identifier: Apache-2.0
// What a file is: by its name, else by how it begins.
export function sourceOf(name: string, content: string): 'json' | 'csv' {
  if (/\.json$/i.test(name)) return 'json';
  if (/\.csv$/i.test(name)) return 'csv';
  return /^\s*[{[]/.test(content) ? 'json' : 'csv';
}
