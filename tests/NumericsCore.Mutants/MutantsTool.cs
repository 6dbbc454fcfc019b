using System.Globalization;

namespace NumericsCore.Mutants;

/// <summary>The command line: <c>run [--only TEXT]... [--jobs N] [--resume]</c>, <c>list [--only TEXT]...</c> and <c>sample [--only TEXT]... [--names FILE] [--tests TEXT]... [--count N] [--seed S] [--jobs N] [--list]</c>.</summary>
internal static class MutantsTool
{
    private const string Results = "artifacts/mutants.tsv";
    private const string Page = "docs/mutants.md";

    // verdicts that call for something: a test, another look at the argument, or a run where there is a device
    private const string NotCaught = "NOT CAUGHT", NotEquivalent = "NOT EQUIVALENT", NeedsDevice = "NEEDS A DEVICE";

    // several times what any class takes
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    public static int Run(string[] arguments)
    {
        try
        {
            switch (arguments)
            {
                case ["tests", var plan]:
                    RunTests(plan);
                    return 0;
                case [Probe.Command, var assembly]:
                    AnswerProbe(assembly);
                    return 0;
                case ["list", .. var rest]:
                    var listed = Options.Parse(rest);
                    foreach (var mutant in Library.Load().Mutants(listed.Only)) Console.WriteLine(mutant.Mutant.Name);
                    return 0;
                case ["run", .. var rest]:
                    return RunMutants(Options.Parse(rest));
                case ["sample", .. var rest]:
                    return RunSample(Options.Parse(rest));
                default:
                    Console.Error.WriteLine("Usage: tests/mutants run [--only TEXT]... [--jobs N] [--resume] | list [--only TEXT]... | sample [--only TEXT]... [--names FILE] [--tests TEXT]... [--count N] [--seed S] [--jobs N] [--list]");
                    return 2;
            }
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException or IOException)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
    }

    private static void RunTests(string plan)
    {
        var clock = new ComputingTime(s_patience, static () => Console.WriteLine($"failed\t{new Failure("the run did not end", null)}"));
        using var run = new TestRun();
        var failure = run.FirstFailure(
            File.ReadAllLines(plan).Select(TestClass.Parse),
            (tests, time) =>
            {
                clock.Restart();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"finished\t{tests}\t{time.TotalSeconds}"));
            });
        Console.WriteLine(failure is null ? "passed" : $"failed\t{failure}");
    }

    private static void AnswerProbe(string assembly)
    {
        var answers = Console.Out;
        // what tests write is no answer
        Console.SetOut(TextWriter.Null);
        var clock = new ComputingTime(s_patience, static () => { });
        Probe.Answer(assembly, Console.In, answers, clock.Restart);
    }

    private static int RunMutants(Options options)
    {
        var library = Library.Load();
        string results = Path.Combine(library.Root, Results);
        Directory.CreateDirectory(Path.GetDirectoryName(results)!);
        var known = options.Resume && File.Exists(results) ? File.ReadAllLines(results).Select(Outcome.Parse).ToDictionary(static outcome => outcome.Name) : [];
        var equivalents = Equivalents.Read();
        var mutants = library.Mutants(options.Only);
        var all = library.Mutants([]);
        string[] stale = [.. equivalents.Keys.Except(all.Select(static found => found.Mutant.Name))];
        if (stale.Length > 0) throw new InvalidOperationException($"equivalent.txt names what is no mutant: {string.Join("; ", stale)}");

        List<Outcome> outcomes = [.. known.Values.Where(outcome => outcome.CaughtBy is not null && all.Exists(found => found.Mutant.Name == outcome.Name))];
        var settled = outcomes.Select(static outcome => outcome.Name).ToHashSet();
        var open = mutants.FindAll(found => !settled.Contains(found.Mutant.Name));
        File.WriteAllLines(results, outcomes.Select(static outcome => outcome.ToString()));
        string times = Path.ChangeExtension(results, ".times.tsv");
        using (var campaign = new Campaign(library.Root, options.Jobs, options.Resume && File.Exists(times) ? ReadTimes(times) : []))
        {
            File.WriteAllLines(times, campaign.Times.Select(static pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key}\t{pair.Value.TotalSeconds}")));
            foreach (var group in open.GroupBy(static found => found.Assembly))
                campaign.Run(group.Key, [.. group.Select(static found => found.Mutant)], outcome =>
                {
                    lock (outcomes)
                    {
                        outcomes.Add(outcome);
                        File.AppendAllText(results, outcome + "\n");
                        if (outcome.CaughtBy is null) Console.WriteLine($"{(equivalents.ContainsKey(outcome.Name) ? "equivalent" : "NOT CAUGHT")} {outcome.Name}");
                        if (outcomes.Count % 100 == 0) Console.WriteLine($"{outcomes.Count} tried");
                    }
                });
        }

        Outcome[] missed = [.. outcomes.Where(outcome => outcome.CaughtBy is null && !equivalents.ContainsKey(outcome.Name))];
        Outcome[] wrong = [.. outcomes.Where(outcome => outcome.CaughtBy is not null && equivalents.ContainsKey(outcome.Name))];
        foreach (var outcome in wrong) Console.WriteLine($"NOT EQUIVALENT {outcome.Name}: {outcome.CaughtBy} catches it");
        if (options.Only.Count == 0) File.WriteAllText(Path.Combine(library.Root, Page), MutantsPage.Write(outcomes, equivalents, all));
        Console.WriteLine($"{outcomes.Count} mutants, {outcomes.Count(static outcome => outcome.CaughtBy is not null)} caught, {outcomes.Count - missed.Length - outcomes.Count(static outcome => outcome.CaughtBy is not null)} equivalent, {missed.Length} not caught");
        return missed.Length + wrong.Length == 0 ? 0 : 1;
    }

    private static int RunSample(Options options)
    {
        var library = Library.Load();
        var equivalents = Equivalents.Read("equivalent-anywhere.txt");
        // as a run prints them, with a verdict before, or alone
        string[]? names = options.Names is null ? null : [.. File.ReadLines(options.Names).Select(static line => line.Split('\t')).Select(static words => words[Math.Min(1, words.Length - 1)])];
        using var sample = new Sample(library, found => Library.Matches(found, options.Only) && names?.Contains(found.Mutant.NameInFile) != false, options.Tests, options.Count, options.Seed, options.Jobs);
        if (names?.Except(sample.Names).ToArray() is { Length: > 0 } unknown) throw new InvalidOperationException($"{options.Names} names what is no mutant: {string.Join("; ", unknown)}");
        if (options.List)
        {
            foreach (var mutant in sample.Drawn) Console.WriteLine(mutant.NameInFile);
            return 0;
        }

        sample.Cover();
        bool hasDevice = Device.All.Any(static device => device.Name != Device.Cpu.Name && device.UnavailableReason is null);
        foreach (string tests in sample.LeftOut) Console.WriteLine($"left out\t{tests}");
        var verdicts = new Dictionary<string, int>();
        sample.Run((mutant, caughtBy) =>
        {
            bool known = equivalents.ContainsKey(mutant.NameInFile);
            string verdict = caughtBy is not null ? (known ? NotEquivalent : "caught")
                : known ? "equivalent"
                : !hasDevice && sample.NeedsDevice(mutant) ? NeedsDevice : NotCaught;
            verdicts[verdict] = verdicts.GetValueOrDefault(verdict) + 1;
            Console.WriteLine($"{verdict}\t{mutant.NameInFile}\t{caughtBy}");
        });
        Console.WriteLine($"{verdicts.Values.Sum()} mutants of {sample.Names.Count}: {string.Join(", ", verdicts.OrderByDescending(static pair => pair.Value).Select(static pair => $"{pair.Value} {pair.Key}"))}");
        return verdicts.Keys.Intersect([NotCaught, NotEquivalent, NeedsDevice]).Any() ? 1 : 0;
    }

    private static Dictionary<TestClass, TimeSpan> ReadTimes(string path) => File.ReadLines(path).Select(static line => line.Split('\t'))
        .ToDictionary(static words => TestClass.Parse(words[0]), static words => TimeSpan.FromSeconds(double.Parse(words[1], CultureInfo.InvariantCulture)));

    private sealed record Options(IReadOnlyList<string> Only, IReadOnlyList<string> Tests, int Jobs, bool Resume, string? Names = null, int Count = 200, int Seed = 1, bool List = false)
    {
        public static Options Parse(string[] arguments)
        {
            var options = new Options([], [], Math.Max(1, Environment.ProcessorCount), false);
            for (int i = 0; i < arguments.Length; i++)
            {
                options = arguments[i] switch
                {
                    "--only" when i + 1 < arguments.Length => options with { Only = [.. options.Only, arguments[++i]] },
                    "--names" when i + 1 < arguments.Length => options with { Names = arguments[++i] },
                    "--tests" when i + 1 < arguments.Length => options with { Tests = [.. options.Tests, arguments[++i]] },
                    "--jobs" when i + 1 < arguments.Length && int.TryParse(arguments[i + 1], out int jobs) && jobs > 0 => options with { Jobs = int.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                    "--count" when i + 1 < arguments.Length && int.TryParse(arguments[i + 1], out int count) && count > 0 => options with { Count = int.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                    "--seed" when i + 1 < arguments.Length && int.TryParse(arguments[i + 1], out _) => options with { Seed = int.Parse(arguments[++i], CultureInfo.InvariantCulture) },
                    "--list" => options with { List = true },
                    "--resume" => options with { Resume = true },
                    _ => throw new FormatException($"'{arguments[i]}' is no option: use --only TEXT, --names FILE, --tests TEXT, --jobs N (1 or more), --count N (1 or more), --seed S, --list or --resume."),
                };
            }

            return options;
        }
    }
}
