/** What a file is for, as far as its path tells. Evidence in tests, docs and examples weighs less. */
export type Role = 'product' | 'test' | 'docs';

const testPath =
  /(^|\/)(_?tests?|specs?|__tests__|__mocks__|testdata|fixtures?|mocks?|e2e)\/|[._-](test|spec)s?\.[a-z]+$|(^|\/)(test_[^/]*|conftest)\.py$|_test\.(go|py|rb)$/i;
/** Projects and classes of .NET and Java: Acme.Orders.Tests/, TokenServiceTests.cs; the capital tells Test from latest. */
const testClass = /(^|\/)[^/]{1,120}\.(?:Unit|Integration)?Tests?\/|[a-z0-9]Tests?\.(?:cs|java)$/;
const docsPath =
  /(^|\/)(docs?|_?examples?|samples?|demos?|tutorials?)\/|\.(md|mdx|rst|adoc|ipynb)$|(^|\/)(readme|changelog|metadata$|pkg-info$)[^/]*$/i;

/** The role of a file, by its path alone. */
export const roleOf = (path: string): Role =>
  testPath.test(path) || testClass.test(path) ? 'test' : docsPath.test(path) ? 'docs' : 'product';
