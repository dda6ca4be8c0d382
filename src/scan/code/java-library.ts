import type { Argument, Entry, Value } from './facts.ts';
import type { SyntaxNode } from './syntax-node.ts';

const collections = new Set(['HashMap', 'LinkedHashMap', 'TreeMap', 'ConcurrentHashMap', 'JSONObject']);

/** `new HashMap<>(other)` is an object that takes over another; undefined for what is no map. */
export const collection = (
  path: readonly string[],
  args: readonly Argument[],
  node: SyntaxNode,
): Value | undefined => {
  if (!collections.has(path.at(-1) ?? '')) return undefined;
  // `new HashMap<>() {{ put("exp", end); }}`
  const hasBody = node.children.some(({ type }) => type === 'class_body');
  const spreads = hasBody ? [] : args.map(({ value }) => value);
  return {
    kind: 'object',
    entries: [],
    spread: hasBody || args.length > 0,
    spreads,
    start: node.start,
    end: node.end,
  };
};

/** `Map.of("a", 1)`, `Collections.emptyMap()`. */
export const mapOf = (callee: Value, args: readonly Argument[], node: SyntaxNode): Value | undefined => {
  const name = callee.kind === 'name' ? callee.path.slice(-2).join('.') : '';
  if (!/^(?:(?:Map|ImmutableMap)\.of|Collections\.(?:emptyMap|singletonMap))$/.test(name)) return undefined;
  const entries: Entry[] = [];
  let spread = args.length % 2 === 1;
  for (let at = 0; at + 1 < args.length; at += 2) {
    const [key, value] = [args[at]?.value, args[at + 1]?.value];
    if (key?.kind === 'literal' && value)
      entries.push({ key: String(key.value), value, start: key.start, end: value.end });
    else spread = true;
  }
  return { kind: 'object', entries, spread, spreads: [], start: node.start, end: node.end };
};

/** Calls that read the environment, or say what is taken when it has nothing. */
export const outside = (callee: Value, args: readonly Argument[], node: SyntaxNode): Value | undefined => {
  const [first, second] = args.map(({ value }) => value);
  const place = { start: node.start, end: node.end };
  const orElse = otherwiseOf(callee, first);
  if (orElse) return { kind: 'fallback', first: orElse, second: first ?? orElse, ...place };
  const name = callee.kind === 'name' ? callee.path.slice(-2).join('.') : '';
  if (name === 'Objects.requireNonNullElse' && first && second)
    return { kind: 'fallback', first, second, ...place };
  if (first?.kind !== 'literal' || typeof first.value !== 'string' || args.length > 2) return undefined;
  const variable = { kind: 'env', name: first.value, ...place } as const;
  if (name === 'System.getenv') return { ...variable, otherwise: undefined };
  const isProperty = callee.kind === 'name' && callee.path.at(-1) === 'getProperty';
  const isDefault = callee.kind === 'unknown' && callee.member === 'getOrDefault' && isEnvironment(callee.of);
  return isProperty || isDefault ? { ...variable, otherwise: second } : undefined;
};

/** `Optional.ofNullable(a).orElse(b)`: a. */
const otherwiseOf = (callee: Value, first: Value | undefined): Value | undefined => {
  const call = callee.kind === 'unknown' && callee.of?.kind === 'call' ? callee.of.call : undefined;
  const isOptional = call?.callee.join('.') === 'Optional.ofNullable' && call.chain.length === 1;
  return isOptional && first && callee.kind === 'unknown' && callee.member === 'orElse'
    ? call.args[0]?.value
    : undefined;
};

const isEnvironment = (value: Value | undefined): boolean =>
  value?.kind === 'call' && value.call.callee.join('.') === 'System.getenv';

/** `@Value("${jwt.secret:changeme}")`: a setting, with its default. */
export const settingIn = (text: string, place: Pick<SyntaxNode, 'start' | 'end'>): Value | undefined => {
  const [, name, otherwise] = /^\$\{([\w.-]{1,120})(?::(.{0,400}))?\}$/s.exec(text) ?? [];
  if (name === undefined) return undefined;
  const { start, end } = place;
  const value: Value | undefined =
    otherwise === undefined || otherwise.includes('${')
      ? undefined
      : { kind: 'literal', value: scalar(otherwise), start, end };
  return { kind: 'env', name, otherwise: value, start, end };
};

const scalar = (text: string): string | number => (/^-?\d{1,15}$/.test(text) ? Number(text) : text);
