using System.Text;

namespace NumericsCore.Mutants;

/// <summary>The page of the documentation with the outcomes.</summary>
internal static class MutantsPage
{
    private const int TestsShown = 3;

    public static string Write(IReadOnlyList<Outcome> outcomes, IReadOnlyDictionary<string, string> equivalents, IReadOnlyList<FoundMutant> order)
    {
        var place = order.Select(static (found, i) => (found.Mutant.Name, i)).ToDictionary(static pair => pair.Name, static pair => pair.i);
        int caught = outcomes.Count(static outcome => outcome.CaughtBy is not null);
        int equivalent = outcomes.Count(outcome => IsEquivalent(outcome));
        int missed = outcomes.Count - caught - equivalent;
        var page = new StringBuilder();
        page.Append($$"""
            # Mutants

            A test suite that passes says little until it has been seen to fail. `tests/mutants` puts one small mistake at a time into a
            formula of the library and runs the CPU's tests against it: every mistake must make one fail. The mistakes are found in the
            source, so a new formula has its own at once: a wrong sign, a missing factor or term, a coefficient halved (0 becomes 1, and an
            integer 1 becomes 2), a comparison turned round or with its boundary on the other side, a choice that always goes one way, a
            function or an assignment left out. What does not compile is no mutant.

            ```sh
            tests/mutants run                  # all of them, and this page
            tests/mutants run --only Softplus  # those whose file or name contains the text; --only may be repeated
            tests/mutants list                 # their names
            ```

            What is no formula, such as checks, loops, options and devices, has too many mutants to try them all (about 20,000). A sample of them,
            drawn by a seed, is tried with the test classes that come by their places ([decision 11](decisions/0011-mutants-anywhere.md)); those
            that no test can tell are argued in `tests/NumericsCore.Mutants/equivalent-anywhere.txt`:

            ```sh
            tests/mutants sample --count 200 --seed 1
            tests/mutants sample --count 200 --seed 1 --list        # their names
            tests/mutants sample --names FILE --tests Roofline      # mutants that a file names, one a line, with some test classes alone
            .ci/opencl-host tests/mutants sample --only Kernel.cs   # where there is a device
            ```

            Of a kernel that only devices run, a sample without one says NEEDS A DEVICE.

            Mutants are tried one after the other in a process that stays, where one counts as caught if a test fails with it and passes
            right after without it; what is left gets a process of its own and all tests.

            A run that was stopped goes on with `--resume`, which also tries again what was not caught; `--jobs N` says how many mutants are
            tried at a time. A mutant that makes a loop endless, or the process crash, counts as caught, and the table says so: the limits
            are a minute of computing for a test class, several times what any takes, where waiting on a busy machine does not count, and
            4 GiB of managed memory. The status is 0 if every mutant was caught or is argued below, and an argument that a test refutes, or that no
            longer fits the source, is an error.

            **{{outcomes.Count}} mutants: {{caught}} caught, {{equivalent}} equivalent, {{missed}} not caught.**

            | formula | mutants | caught | equivalent | not caught | first caught by |
            | --- | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var group in outcomes.OrderBy(outcome => place[outcome.Name]).GroupBy(static outcome => outcome.Formula))
        {
            int caughtHere = group.Count(static outcome => outcome.CaughtBy is not null), equivalentHere = group.Count(outcome => IsEquivalent(outcome));
            var tests = group.Where(static outcome => outcome.CaughtBy is not null).CountBy(static outcome => outcome.CaughtBy!)
                .OrderByDescending(static pair => pair.Value).ThenBy(static pair => pair.Key, StringComparer.Ordinal).ToArray();
            string more = tests.Length > TestsShown ? $", and {tests.Length - TestsShown} more" : "";
            page.Append($"| {group.Key} | {group.Count()} | {caughtHere} | {equivalentHere} | {group.Count() - caughtHere - equivalentHere} | {string.Join(", ", tests.Take(TestsShown).Select(static pair => $"{pair.Key} ({pair.Value})"))}{more} |\n");
        }

        page.Append("\n## Equivalent mutants\n\nNo test can tell these from the library, or none should:\n\n| mutant | why |\n| --- | --- |\n");
        foreach (string name in equivalents.Keys.OrderBy(name => place[name])) page.Append($"| `{name.Replace("|", "\\|", StringComparison.Ordinal)}` | {equivalents[name]} |\n");
        return page.ToString();

        bool IsEquivalent(Outcome outcome) => outcome.CaughtBy is null && equivalents.ContainsKey(outcome.Name);
    }
}
