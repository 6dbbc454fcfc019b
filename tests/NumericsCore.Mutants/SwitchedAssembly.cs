using System.Collections.Concurrent;
using System.Text;

namespace NumericsCore.Mutants;

/// <summary>An assembly that holds many mutants, of which a number that it reads at its start switches one on: compiled once for all.</summary>
internal sealed class SwitchedAssembly
{
    private readonly MutableAssembly _assembly;
    private readonly Dictionary<Mutant, int> _ids;

    private SwitchedAssembly(MutableAssembly assembly, Dictionary<Mutant, int> ids, IReadOnlyList<Mutant> others)
    {
        _assembly = assembly;
        _ids = ids;
        Others = others;
    }

    /// <summary>The mutants that can be switched on, with their numbers from 1.</summary>
    public IReadOnlyDictionary<Mutant, int> Ids => _ids;

    /// <summary>Those that compile but cannot be chosen at run time, such as constants and type arguments.</summary>
    public IReadOnlyList<Mutant> Others { get; }

    /// <summary>Sorts mutants into those to switch, the others, and what does not compile, which is left out.</summary>
    /// <param name="assembly">The assembly they belong to.</param>
    /// <param name="mutants">The mutants.</param>
    /// <param name="before">The highest number that another assembly of the same run uses.</param>
    public static SwitchedAssembly Of(MutableAssembly assembly, IReadOnlyList<Mutant> mutants, int before = 0)
    {
        var kinds = new ConcurrentDictionary<Mutant, bool>();
        Parallel.ForEach(mutants, mutant =>
        {
            string source = assembly.Text(mutant.File);
            if (assembly.Compiles(mutant.File, Switch(source, [mutant], static _ => MutantSwitch.Condition(1)))) kinds[mutant] = true;
            else if (assembly.Compiles(mutant.File, mutant.Apply(source))) kinds[mutant] = false;
        });
        int id = before;
        return new SwitchedAssembly(
            assembly,
            mutants.Where(mutant => kinds.TryGetValue(mutant, out bool switched) && switched).ToDictionary(static mutant => mutant, _ => ++id),
            [.. mutants.Where(mutant => kinds.TryGetValue(mutant, out bool switched) && !switched)]);
    }

    /// <summary>Compiles the assembly that reads which mutant is on.</summary>
    public void Compile(string path) => Compile(path, MutantSwitch.Condition);

    /// <summary>Compiles the assembly in which mutants are switched on and off while it runs.</summary>
    public void CompileLive(string path) => Compile(path, MutantSwitch.Condition, live: true);

    /// <summary>Compiles the assembly that is right and tells at which mutants' places it came by.</summary>
    public void CompileCovered(string path) => Compile(path, MutantSwitch.Covered);

    private void Compile(string path, Func<int, string> condition, bool live = false) => _assembly.Compile(
        _ids.Keys.GroupBy(static mutant => mutant.File)
            .ToDictionary(static file => file.Key, file => Switch(_assembly.Text(file.Key), [.. file], mutant => condition(_ids[mutant]))),
        path,
        live);

    /// <summary>The source with a choice at every place that has mutants.</summary>
    private static string Switch(string source, IReadOnlyList<Mutant> mutants, Func<Mutant, string> condition)
    {
        // outer places come before the places within them
        var places = mutants.GroupBy(static mutant => (mutant.Start, mutant.Length)).OrderBy(static place => place.Key.Start).ThenByDescending(static place => place.Key.Length).ToArray();
        int next = 0;
        return Part(0, source.Length);

        string Part(int start, int end)
        {
            var text = new StringBuilder();
            int at = start;
            while (next < places.Length && places[next].Key.Start + places[next].Key.Length <= end)
            {
                var place = places[next++];
                int from = place.Key.Start, to = from + place.Key.Length;
                text.Append(source, at, from - at);
                string inner = Part(from, to);
                foreach (var mutant in place)
                    inner = mutant.IsRemoval
                        ? $"if ({condition(mutant)}) {{ }} else {inner}"
                        : $"({condition(mutant)} ? ({mutant.Replacement}) : {inner})";
                text.Append(inner);
                at = to;
            }

            return text.Append(source, at, end - at).ToString();
        }
    }
}
