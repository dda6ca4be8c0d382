import { type ConversionConfig, type JsonSchema, toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { ruleFile } from './load.ts';
import { baseline } from './schema/baseline.ts';
import { example } from './schema/common.ts';
import { config } from './schema/config.ts';
import { decisionFiles } from './schema/decision.ts';
import { inventoryFiles } from './schema/inventory.ts';
import { inventoryReport } from './schema/inventory-report.ts';
import { places } from './schema/places.ts';
import { policy } from './schema/policy.ts';
import { recommendation, recommendationReport } from './schema/recommendation.ts';
import { finding, receipt, reportOrLine } from './schema/report.ts';

// Only `rules schema` and tests load this module: the converter has no place in a scan.

type Schema = v.GenericSchema<unknown, unknown>;

interface Source {
  readonly title: string;
  readonly schema: Schema;
  /** Parts that are named instead of repeated. */
  readonly definitions?: Readonly<Record<string, Schema>>;
}

/** Adding a schema is one line here. */
const sources: Readonly<Record<string, Source>> = {
  'rules.schema.json': { title: 'auth-advisor rules', schema: ruleFile, definitions: { example } },
  'places.schema.json': { title: 'auth-advisor places of secrets', schema: places },
  'policy.schema.json': { title: 'auth-advisor policy', schema: policy },
  'config.schema.json': { title: 'auth-advisor configuration', schema: config },
  'baseline.schema.json': { title: 'auth-advisor baseline', schema: baseline },
  'report.schema.json': {
    title: 'auth-advisor report',
    schema: reportOrLine,
    definitions: { finding, receipt },
  },
  'recommendation.schema.json': {
    title: 'auth-advisor recommendation',
    schema: recommendationReport,
    definitions: { recommendation },
  },
  'inventory-report.schema.json': {
    title: 'auth-advisor inventory',
    schema: inventoryReport,
    definitions: { receipt },
  },
  ...Object.fromEntries(
    Object.entries(inventoryFiles).map(([name, schema]) => [
      `inventory-${name}.schema.json`,
      { title: `auth-advisor inventory: ${name}`, schema },
    ]),
  ),
  ...Object.fromEntries(
    Object.entries(decisionFiles).map(([name, schema]) => [
      `decision-${name}.schema.json`,
      { title: `auth-advisor decision model: ${name}`, schema },
    ]),
  ),
};

/** The published JSON Schema (draft 7) of each kind of file, by file name below rules/schema. */
export const jsonSchemas = (): Record<string, object> =>
  Object.fromEntries(Object.entries(sources).map(([file, source]) => [file, converted(source)]));

/** A schema as it stands in its file. */
export const printJsonSchema = (schema: object): string => `${JSON.stringify(schema, undefined, 2)}\n`;

const converted = ({ title, schema, definitions }: Source): object => {
  const options: ConversionConfig = {
    // What a check of code asks for has no JSON Schema. Such a file passes the editor and fails `rules check`.
    errorMode: 'ignore',
    typeMode: 'input',
    ...(definitions ? { definitions: { ...definitions } } : {}),
  };
  const { $schema, ...rest } = toJsonSchema(schema, options);
  return { $schema, title, ...described(rest) };
};

/** Property names are the same word for the same thing in every kind of rule, so one line each reaches the editor. */
const hints: Readonly<Record<string, string>> = {
  kind: 'token: a credential format. setting: a configuration value. call: a library call. check: judged by code.',
  id: 'For good: other files name it.',
  severity: 'How bad it is if it is true.',
  confidence: 'How sure the rule is that it is true.',
  why: 'Why it matters, in whole sentences.',
  fix: 'What to do, concretely.',
  essay: 'Claims of the essay that the rule serves.',
  references: 'RFC, OIDC or ASVS clauses with their section.',
  examples: 'What the rule must find and the near-misses that it must leave alone, at least 3 of each.',
  parts: 'The format, left to right: { lit }, { chars, len } or { any }.',
  near: 'Words of which one must stand close by, when the format alone proves nothing.',
  entropy: 'Least Shannon entropy of the variable half, in bits per character.',
  publishable: 'Meant to be public: reported as information only.',
  pair: 'The rule of the other half, when one alone opens nothing.',
  dummies: 'Fragments of documented sample values; a token that contains one is never reported.',
  revoke: 'Where to revoke it.',
  marker: 'Words of which one must stand in the file to prove the product.',
  keys: 'Key paths joined by dots; * is one key, ** any number.',
  env: 'Names of environment variables.',
  library: 'Modules as imported; the file must import one.',
  callee: 'Paths of the function below the module.',
  places: 'Where the value stands; the first place that holds one is judged.',
  words: 'Words of which one must occur in a file before the check looks at it.',
  exclude: 'Globs of paths, relative to this file, that are not read.',
  suppress: 'Findings, by fingerprint, that are accepted for a reason.',
  root: 'The folder that was scanned, seen from that of this file.',
  salt: 'Keys the fingerprints, so that those of two projects cannot be compared.',
  surfaces: 'What was decided about each kind of caller; auth-advisor recommend --save writes it.',
  decision: 'The mechanism that was chosen, or none of the three.',
  requirements: 'What auth-advisor scan holds the code of the surface to.',
  maxLifetime: 'Longest life per use of a token, such as access: 15m.',
  secretSources: 'Where the credential may be kept.',
  rotationDays: 'Longest life of a key, in days.',
  forbidden: 'Mechanisms that code of the surface must not use.',
  review: 'The day on which to look at the decision again.',
  accepted: 'Warnings that somebody takes the responsibility for, with the reason.',
  lifetimes: 'Per use of a token: longer than the duration means at least that severity.',
};

/** Adds a hint to each property that has no description of its own. */
const described = <T>(node: T): T => {
  if (Array.isArray(node)) return node.map(described) as T;
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) =>
    key === 'properties' ? [key, hinted(value as Record<string, JsonSchema>)] : [key, described(value)],
  );
  return Object.fromEntries(entries) as T;
};

const hinted = (properties: Readonly<Record<string, JsonSchema>>): Record<string, JsonSchema> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const hint = Object.hasOwn(hints, name) ? hints[name] : undefined;
      // Draft 7 ignores what stands beside a $ref.
      const own = hint === undefined || schema.$ref !== undefined ? {} : { description: hint };
      return [name, { ...own, ...described(schema) }];
    }),
  );
