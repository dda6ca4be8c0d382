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
