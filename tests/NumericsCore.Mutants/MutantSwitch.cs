using System.Reflection;

namespace NumericsCore.Mutants;

/// <summary>
/// What a switched assembly reads to know its mutant. The number is read once, before any formula is compiled, and never changes, so
/// that the JIT compiles the formulas as if the other branches were not there. A live assembly's number is set anew while it runs. A
/// covered assembly instead knows at which mutants' places it came by, and writes them down when its process ends.
/// </summary>
internal static class MutantSwitch
{
    public const string Variable = "NUMERICSCORE_MUTANT";

    public const string CoverageVariable = "NUMERICSCORE_MUTANT_COVERAGE";

    private const string Type = "MutantSwitch";

    private const string Field = "Active";

    /// <summary>The source of what assemblies read.</summary>
    /// <param name="live">Whether the number may be set while the assembly runs.</param>
    public static string Source(bool live) => $$"""
        internal static class {{Type}}
        {
            public static {{(live ? "" : "readonly ")}}int {{Field}} = int.Parse(System.Environment.GetEnvironmentVariable("{{Variable}}") ?? "0");

            private static readonly bool[] s_hits = new bool[100_000];

            public static bool Hit(int id)
            {
                s_hits[id] = true;
                return false;
            }

            public static int[] TakeHits()
            {
                var taken = new System.Collections.Generic.List<int>();
                for (int id = 0; id < s_hits.Length; id++)
                {
                    if (!s_hits[id]) continue;
                    taken.Add(id);
                    s_hits[id] = false;
                }

                return taken.ToArray();
            }

            [System.Runtime.CompilerServices.ModuleInitializer]
            internal static void Read()
            {
                System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(typeof({{Type}}).TypeHandle);
                string path = System.Environment.GetEnvironmentVariable("{{CoverageVariable}}");
                if (path == null) return;
                System.AppDomain.CurrentDomain.ProcessExit += (_, _) =>
                {
                    for (int id = 0; id < s_hits.Length; id++)
                        if (s_hits[id]) System.IO.File.AppendAllText(path, id + "\n");
                };
            }
        }
        """;

    /// <summary>The condition under which a mutant is on.</summary>
    public static string Condition(int id) => $"global::{Type}.{Field} == {id}";

    /// <summary>A condition that is never true and remembers that it was asked.</summary>
    public static string Covered(int id) => $"global::{Type}.Hit({id})";

    /// <summary>The mutants at whose places a covered assembly came by since it was asked last.</summary>
    public static int[] TakeHits(string assembly) => (int[])Assembly.Load(assembly).GetType(Type)!.GetMethod("TakeHits")!.Invoke(null, null)!;

    /// <summary>Switches a mutant on in a live assembly; 0 switches none.</summary>
    public static void Set(string assembly, int id)
    {
        // an assembly without mutants has no switch
        if (Assembly.Load(assembly).GetType(Type)?.GetField(Field) is { } field) field.SetValue(null, id);
    }
}
