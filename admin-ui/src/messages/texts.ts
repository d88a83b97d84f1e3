// SPDX-License-Identifier: Apache-2.0
// The shape that every language must fill: the keys of the Chinese catalogue, with any text.
export type Texts<T> = { readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]> };
