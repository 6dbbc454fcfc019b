namespace NumericsCore.Mutants;

/// <summary>
/// What a switched assembly reads to know its mutant. The number is read once, before any formula is compiled, and never changes, so
/// that the JIT compiles the formulas as if the other branches were not there.
/// </summary>
internal static class MutantSwitch
{
    public const string Variable = "NUMERICSCORE_MUTANT";

    public const string Source = $$"""
        internal static class MutantSwitch
        {
            public static readonly int Active = int.Parse(System.Environment.GetEnvironmentVariable("{{Variable}}") ?? "0");

            [System.Runtime.CompilerServices.ModuleInitializer]
            internal static void Read() => System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof(MutantSwitch).TypeHandle);
        }
        """;

    public static string Condition(int id) => $"global::MutantSwitch.Active == {id}";
}
