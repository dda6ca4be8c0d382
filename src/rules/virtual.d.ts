declare module 'virtual:auth-advisor/scan-rules' {
  const rules: import('./rule-set.ts').RuleSet;
  export default rules;
}

declare module 'virtual:auth-advisor/rule-examples' {
  const loaded: readonly import('./load.ts').LoadedRule[];
  export default loaded;
}

declare module 'virtual:auth-advisor/decision-model' {
  const model: import('./schema/decision.ts').DecisionModel;
  export default model;
}

declare module 'virtual:auth-advisor/checks' {
  /** Judge by rule id. The scanner knows the type; this layer must not. */
  const judges: Readonly<Record<string, unknown>>;
  export default judges;
}

declare module 'virtual:auth-advisor/inventory' {
  const rules: import('./schema/inventory.ts').InventoryRules;
  export default rules;
}

declare module 'virtual:auth-advisor/inventory-examples' {
  const loaded: readonly import('./load-inventory.ts').LoadedEvidence[];
  export default loaded;
}
