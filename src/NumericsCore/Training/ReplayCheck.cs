using System.Diagnostics;
using System.Reflection;
using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>
/// Whether replayed steps of a training are compared with steps made anew, and what is said of one that differs. Only parts of the user's own
/// can break what they promise, so that a model of built-in ones is looked at only if it was asked for.
/// </summary>
internal static class ReplayCheck
{
    /// <summary>The environment variable that decides for all trainings, by 1 or 0.</summary>
    public const string Variable = "NUMERICSCORE_CHECK_REPLAY";

    /// <summary>The switch of <see cref="AppContext"/> that decides where the variable does not.</summary>
    public const string Switch = "NumericsCore.CheckReplay";

    /// <summary>Whether the steps of a training are checked: if somebody asked for it, else if a part of it comes from a Debug build.</summary>
    /// <exception cref="InvalidOperationException">The environment variable has another value.</exception>
    public static bool IsOn(Model model, Optimizer optimizer, Loss loss, IReadOnlyList<Metric> metrics)
    {
        if (model.ChecksReplay is { } own) return own;
        if (Asked(Environment.GetEnvironmentVariable(Variable), AppContext.TryGetSwitch(Switch, out bool on) ? on : null) is { } asked) return asked;
        return IsFromDebugBuild(loss) || IsFromDebugBuild(optimizer) || optimizer.Schedule is { } schedule && IsFromDebugBuild(schedule) || metrics.Any(IsFromDebugBuild) || HasLayerOfDebugBuild(model);
    }

    /// <summary>What was asked for; null if nothing was.</summary>
    /// <param name="variable">The value of the environment variable.</param>
    /// <param name="isSwitchOn">The switch, if it is set.</param>
    public static bool? Asked(string? variable, bool? isSwitchOn) => variable switch
    {
        null or "" => isSwitchOn,
        "1" => true,
        "0" => false,
        _ => throw new InvalidOperationException($"{Variable} is '{variable}'; expected 1 or 0."),
    };

    /// <summary>Whether an assembly was compiled for debugging.</summary>
    public static bool IsDebugBuild(Assembly assembly) => assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true };

    /// <summary>A trace of a pass that is to be compared with a recorded one, or to be compared with.</summary>
    public static ReplayTrace Trace(ReplayTrace? recorded) => new(recorded, Error);

    private static bool IsFromDebugBuild(object part) => !IsBuiltIn(part) && IsDebugBuild(part.GetType().Assembly);

    private static bool HasLayerOfDebugBuild(Layer layer) => IsFromDebugBuild(layer) || layer.Children.Any(HasLayerOfDebugBuild);

    private static bool IsBuiltIn(object part) => part.GetType().Assembly == typeof(ReplayCheck).Assembly;

    /// <summary>The error for a step that differs from the recorded one: it names the innermost part of the user's own.</summary>
    private static InvalidOperationException Error(IReadOnlyList<TracedPart> open, string difference)
    {
        var found = open.LastOrDefault(static traced => !IsBuiltIn(traced.Part), open.Count > 0 ? open[^1] : default);
        string where = found.Part is null ? "The training step" : NameOf(found.Part);
        if (found.Stage is { Length: > 0 } stage) where += $", in {stage},";
        return new InvalidOperationException($"{where} does not do the same at every step, so that a replay of the recorded step would be wrong: {difference}. {Remedy(found.Part)}");
    }

    private static string NameOf(object part) => part switch
    {
        Layer layer => layer.Path is { Length: > 0 } path ? $"Layer '{path}' ({TypeOf(part)})" : $"The layer {TypeOf(part)}",
        Loss => $"The loss {TypeOf(part)}",
        Metric metric => $"The metric '{metric.Name}' ({TypeOf(part)})",
        _ => $"The optimizer {TypeOf(part)}",
    };

    private static string Remedy(object? part)
    {
        if (part is null || IsBuiltIn(part)) return $"It is a part of the library: please report it; {Variable}=0 leaves the check out.";
        string anew = $"{TypeOf(part)}.IsReplayable must be false where the host decides something at a step, and then each step is made anew.";
        return part switch
        {
            Layer => $"{anew} Or keep what changes in a buffer (AddBuffer), which replays change too.",
            Loss => $"{anew} Or compute what changes from tensors.",
            _ => $"{anew} Or compute what changes from tensors, or derive the metric from EpochMetric, which the host calls after each step.",
        };
    }

    private static string TypeOf(object part) => FormulaName.Of(part.GetType());
}
