namespace NumericsCore.Data;

/// <summary>
/// What a model learns to predict from a column. <see cref="Column.DetectTargetKind"/> takes a column for <see cref="Classes"/> when it
/// is text; or when its values are all integers, at most 20 of them distinct, and there are at least five rows for each distinct value
/// (two distinct values, such as 0 and 1, are classes with any number of rows). It takes any other for <see cref="Regression"/>.
/// Missing values do not count.
/// </summary>
public enum TargetKind
{
    /// <summary>One of a few classes; <see cref="ClassLabels"/> numbers them.</summary>
    Classes,

    /// <summary>A number.</summary>
    Regression,
}
