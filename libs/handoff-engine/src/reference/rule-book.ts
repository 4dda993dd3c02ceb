import type { Policy, Route } from '@baton/contracts';
import { type Version, asOf, asOfOrFirst, push } from './versions.ts';

/** Routes and policies in all their versions. */
export class RuleBook {
  private readonly routes = new Map<string, Version<Route>[]>();
  private readonly policies = new Map<string, Version<Policy>[]>();

  publishRoute(route: Route, sequence: number): void {
    push(this.routes, route.id, { sequence, value: route });
  }

  publishPolicy(policy: Policy, sequence: number): void {
    push(this.policies, policy.id, { sequence, value: policy });
  }

  /** Where the ledger published the route; 0: nowhere. */
  sequenceOf(route: Route): number {
    return this.routes.get(route.id)?.find((version) => version.value === route)?.sequence ?? 0;
  }

  /** The route that the ledger published there. */
  publishedAt(sequence: number): Route | undefined {
    for (const versions of this.routes.values()) {
      for (const version of versions) if (version.sequence === sequence) return version.value;
    }
    return undefined;
  }

  /** The version in force then, else the first one published after. */
  route(id: string, sequence: number): Route | undefined {
    return asOfOrFirst(this.routes.get(id), sequence);
  }

  /** That very version, as far as it was published by then. */
  routeVersion(id: string, version: number, sequence: number): Route | undefined {
    const published = this.routes.get(id)?.filter((one) => one.value.version === version);
    return asOf(published, sequence);
  }

  /** One that a route names counts from the opening even if it is published later; the default from when it is. */
  policyOf(route: Route, sequence: number): Policy | undefined {
    if (this.policies.size === 0) return undefined;
    if (route.policy === undefined) return asOf(this.policies.get('default'), sequence);
    return asOfOrFirst(this.policies.get(route.policy), sequence);
  }

  policyVersion({ id, version }: { readonly id: string; readonly version: number }): Policy | undefined {
    return this.policies.get(id)?.findLast((one) => one.value.version === version)?.value;
  }

  /** Whether the policy was published there for the first time. */
  isFirstPolicy(id: string, sequence: number): boolean {
    return this.policies.get(id)?.[0]?.sequence === sequence;
  }
}
