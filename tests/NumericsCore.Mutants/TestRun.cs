using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace NumericsCore.Mutants;

/// <summary>A test class, by its assembly and name, or one case of it, by its unique id.</summary>
internal sealed record TestClass(string Assembly, string Name, string? Case = null)
{
    public override string ToString() => Case is null ? $"{Assembly}|{Name}" : $"{Assembly}|{Name}|{Case}";

    public static TestClass Parse(string text) => text.Split('|') switch
    {
        [var assembly, var name] => new(assembly, name),
        [var assembly, var name, var testCase] => new(assembly, name, testCase),
        _ => throw new FormatException($"'{text}' is no assembly|class or assembly|class|case."),
    };
}

/// <summary>A test that failed.</summary>
/// <param name="Test">What to show: the class and method, or how the run ended without a result.</param>
/// <param name="Case">The case to run to see it fail again; null if no case failed.</param>
internal sealed record Failure(string Test, TestClass? Case)
{
    public override string ToString() => $"{Test}\t{Case}";
}

/// <summary>Runs test classes of this folder's assemblies one after the other. It is a process of its own, for a mutant may do anything.</summary>
internal sealed class TestRun : IDisposable
{
    private static readonly string[] s_assemblies = ["NumericsCore.Kernels.Tests", "NumericsCore.Tests", "NumericsCore.Testing.Tests"];

    // what runs on a GPU or reads its code, matrix products, and what puts the machine's memory or threads to the test instead of a formula
    private static readonly string[] s_left = ["PtxTests", "GemmTests", ".Gpu.", ".Memory.", "OpenCL", "CpuWorkersTests", "CpuMemoryPoolTests", "CacheSizesTests", "CopyTests", "ShrinkingTests", "GeneratorTests"];

    // not for a library in which any line may be wrong: what compiles all kernels, which takes minutes, and what needs an assembler
    private static readonly string[] s_leftInSamples = ["AssemblerTests", "PtxTests"];

    /// <summary>The classes that are run against mutants of formulas.</summary>
    public static IEnumerable<TestClass> Classes() => Classes(s_assemblies, s_left);

    /// <summary>The classes that are run against mutants of any source.</summary>
    public static IEnumerable<TestClass> AllClasses() =>
        Classes([.. s_assemblies, "NumericsCore.OwnFormulas.Tests", .. Library.OnCore.Select(static name => name + ".Tests").Except(s_assemblies)], s_leftInSamples);

    private static IEnumerable<TestClass> Classes(string[] assemblies, string[] left) =>
        from assembly in assemblies
        from type in Assembly.Load(assembly).GetTypes()
        where type is { IsAbstract: false, IsNested: false } && type.GetMethods().Any(static method => method.IsDefined(typeof(FactAttribute), inherit: true))
        where !left.Any(part => type.FullName!.Contains(part, StringComparison.Ordinal))
        select new TestClass(assembly, type.FullName!);

    private readonly XunitTestFramework _framework = new(new NullMessageSink());
    private readonly RunOptions _options = new();
    private readonly Dictionary<(string, string), IReadOnlyList<ITestCase>> _cases = [];

    /// <summary>Runs classes until a test fails.</summary>
    /// <returns>The first failure; null if all passed.</returns>
    public Failure? FirstFailure(IEnumerable<TestClass> classes, Action<TestClass, TimeSpan> finished)
    {
        foreach (var tests in classes)
        {
            // what the process has computed: a busy machine makes no test a long one
            var start = Environment.CpuUsage.TotalTime;
            var cases = CasesOf(tests);
            using var first = new FirstFailed(tests);
            using var executor = _framework.GetExecutor(Assembly.Load(tests.Assembly).GetName());
            executor.RunTests(cases.Where(testCase => tests.Case is null || testCase.UniqueID == tests.Case), first, _options);
            first.WaitForEnd();
            if (first.Failure is not null) return first.Failure;
            finished(tests, Environment.CpuUsage.TotalTime - start);
        }

        return null;
    }

    /// <summary>The cases of a class, each to be run alone.</summary>
    public IEnumerable<TestClass> Cases(TestClass tests) => CasesOf(tests).Select(testCase => tests with { Case = testCase.UniqueID });

    public void Dispose() => _framework.Dispose();

    private IReadOnlyList<ITestCase> CasesOf(TestClass tests)
    {
        if (_cases.TryGetValue((tests.Assembly, tests.Name), out var known)) return known;
        using var found = new FoundCases();
        using var discoverer = _framework.GetDiscoverer(Reflector.Wrap(Assembly.Load(tests.Assembly)));
        discoverer.Find(tests.Name, includeSourceInformation: false, found, _options);
        found.WaitForEnd();
        return _cases[(tests.Assembly, tests.Name)] = found.Cases;
    }

    private sealed class FoundCases : Messages
    {
        public List<ITestCase> Cases { get; } = [];

        protected override bool IsEnd(IMessageSinkMessage message) => message is IDiscoveryCompleteMessage;

        protected override bool GoOnAfter(IMessageSinkMessage message)
        {
            if (message is ITestCaseDiscoveryMessage discovered) Cases.Add(discovered.TestCase);
            return true;
        }
    }

    private sealed class FirstFailed(TestClass tests) : Messages
    {
        public Failure? Failure { get; private set; }

        private string ClassName => tests.Name[(tests.Name.LastIndexOf('.') + 1)..];

        protected override bool IsEnd(IMessageSinkMessage message) => message is ITestAssemblyFinished;

        protected override bool GoOnAfter(IMessageSinkMessage message)
        {
            Failure ??= message switch
            {
                ITestFailed failed => new($"{ClassName}.{failed.TestMethod.Method.Name}", tests with { Case = failed.TestCase.UniqueID }),
                IErrorMessage => new($"{ClassName}, which cannot be run", null),
                _ => null,
            };
            return Failure is null;
        }
    }

    private abstract class Messages : LongLivedMarshalByRefObject, IMessageSink, IDisposable
    {
        private readonly ManualResetEventSlim _end = new();

        public bool OnMessage(IMessageSinkMessage message)
        {
            bool goOn = GoOnAfter(message);
            if (IsEnd(message)) _end.Set();
            return goOn;
        }

        public void WaitForEnd() => _end.Wait();

        public void Dispose() => _end.Dispose();

        protected abstract bool IsEnd(IMessageSinkMessage message);

        protected abstract bool GoOnAfter(IMessageSinkMessage message);
    }

    /// <summary>One test at a time.</summary>
    private sealed class RunOptions : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
    {
        private readonly Dictionary<string, object?> _values = new() { ["xunit.execution.DisableParallelization"] = true, ["xunit.execution.SynchronousMessageReporting"] = true };

        public TValue GetValue<TValue>(string name) => _values.TryGetValue(name, out object? value) ? (TValue)value! : default!;

        public void SetValue<TValue>(string name, TValue value) => _values[name] = value;
    }
}
