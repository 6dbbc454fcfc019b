namespace NumericsCore.Data;

/// <summary>
/// What a model learns to predict from a column. <see cref="Column.DetectTargetKind"/> takes a column for <see cref="Classes"/> when it
/// is text; or when its values are all integers, at most 20 of them distinct, and the rows are at least five times as many as those (with
/// one or two distinct values, such as 0 and 1, any number of rows will do). It takes any other for <see cref="Regression"/>.
/// Missing values do not count.
/// </summary>
public enum TargetKind
{
    /// <summary>One of a few classes; <see cref="ClassLabels"/> numbers them.</summary>
    Classes,

    /// <summary>A number.</summary>
    Regression,
}
