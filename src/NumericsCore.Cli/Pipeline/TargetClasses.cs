using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>Decides whether a target column is classes or a number.</summary>
internal static class TargetClasses
{
    /// <summary>The classes; null where the target is a number.</summary>
    /// <exception cref="InputException">The settings do not fit the column.</exception>
    /// <exception cref="TableException">There is one class only, or the positive class is none of two.</exception>
    public static ClassLabels? Of(Column target, TrainSettings settings)
    {
        bool regression = settings.Task switch
        {
            TaskChoice.Regression => true,
            TaskChoice.Classification => false,
            _ => target.DetectTargetKind() == TargetKind.Regression,
        };
        if (!regression) return Classes(target, settings);
        RequireVariedNumbers(target, settings);
        return null;
    }

    private static ClassLabels Classes(Column target, TrainSettings settings)
    {
        var labels = ClassLabels.From(target, settings.Positive);
        if (labels.Names.Any(string.IsNullOrWhiteSpace))
            throw new InputException($"a class of the target '{target.Name}' is blank text; give it a name, or leave the cell empty to drop the row");
        int lonely = settings.Stratify ? labels.Counts.ToList().IndexOf(1) : -1;
        if (lonely >= 0)
            throw new InputException($"class '{labels.Names[lonely]}' has one row only, which --stratify cannot give to both training and test");
        return labels;
    }

    private static void RequireVariedNumbers(Column target, TrainSettings settings)
    {
        string hint = $"'{target.Name}' is a number here; --task classification makes classes of it";
        if (settings.Positive is not null) throw new InputException($"--positive names a class, but the target {hint}");
        if (settings.Stratify) throw new InputException($"--stratify needs classes, but the target {hint}");
        if (target is not NumericColumn numbers)
            throw new InputException($"the target '{target.Name}' is text, but a regression needs numbers");
        if (!numbers.Values.ContainsAnyExcept(numbers.Values[0]))
            throw new InputException(FormattableString.Invariant($"every value of the target '{target.Name}' is {numbers.Values[0]}, so there is nothing to learn"));
    }
}
