using System.Globalization;

namespace NumericsCore.Data;

/// <summary>A target column as classes: their names, and for each row the index of its class.</summary>
public sealed class ClassLabels
{
    private readonly string[] _names;
    private readonly int[] _indices;

    private ClassLabels(string[] names, int[] indices)
    {
        _names = names;
        _indices = indices;
        var counts = new int[names.Length];
        foreach (int index in indices) counts[index]++;
        Counts = counts;
    }

    /// <summary>
    /// The names of the classes, at least two: numbers in numeric order, text in ordinal order. With two classes the second is the
    /// positive one.
    /// </summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>For each row, the index of its class in <see cref="Names"/>. With two classes, 1 is the positive one.</summary>
    public ReadOnlySpan<int> Indices => _indices;

    /// <summary>For each class, its number of rows.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>The name of the positive class of two; null where there are more.</summary>
    public string? Positive => _names.Length == 2 ? _names[1] : null;

    /// <summary>Numbers the classes of a column.</summary>
    /// <param name="column">The target: no value missing, at least two distinct.</param>
    /// <param name="positive">
    /// Of two classes, the name of the one to detect; it comes second in <see cref="Names"/>. Null for the second in order: 1 of 0 and 1.
    /// </param>
    /// <exception cref="TableException">
    /// A value is missing; there is one class only; or <paramref name="positive"/> is not one of two classes.
    /// </exception>
    public static ClassLabels From(Column column, string? positive = null)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (column.Count == 0) throw new TableException("there are no rows to take classes from", column: column.Name);
        for (int row = 0; row < column.Count; row++)
        {
            if (column.IsMissing(row))
                throw new TableException($"the value in row {row} is missing, so it has no class; leave such rows out with DropMissing()", column: column.Name);
        }
        return column is NumericColumn numbers
            ? Number(column.Name, numbers.Values.ToArray(), Comparer<double>.Default, Name, positive)
            : Number<string>(column.Name, ((TextColumn)column).Values.ToArray()!, StringComparer.Ordinal, text => text, positive);
    }

    /// <summary>The labels of these rows, in this order. The classes stay as they are, even one that no row is left of.</summary>
    /// <param name="rows">The rows, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A row is not one of these labels.</exception>
    public ClassLabels Rows(ReadOnlySpan<int> rows)
    {
        RowIndex.Check(rows, _indices.Length);
        var taken = new int[rows.Length];
        for (int i = 0; i < rows.Length; i++) taken[i] = _indices[rows[i]];
        return new(_names, taken);
    }

    private static ClassLabels Number<T>(string column, T[] values, IComparer<T> order, Func<T, string> name, string? positive)
        where T : notnull
    {
        T[] classes = [.. values.Distinct().Order(order)];
        if (classes.Length < 2)
            throw new TableException($"the only class is {Quoted.One(name(classes[0]))}; a classifier needs at least two", column: column);
        if (positive is not null && PutLast(classes, name, positive) is { } problem) throw new TableException(problem, column: column);

        var indexOf = new Dictionary<T, int>();
        for (int i = 0; i < classes.Length; i++) indexOf[classes[i]] = i;
        return new([.. classes.Select(name)], [.. values.Select(value => indexOf[value])]);
    }

    /// <summary>Moves the positive class of two to the end; what is wrong, if that cannot be.</summary>
    private static string? PutLast<T>(T[] classes, Func<T, string> name, string positive)
    {
        int at = Array.FindIndex(classes, c => name(c) == positive);
        if (classes.Length != 2 || at < 0)
        {
            return $"{Quoted.One(positive)} cannot be the positive class, which is one of two; the classes are {Quoted.List(classes.Select(name))}";
        }
        (classes[at], classes[1]) = (classes[1], classes[at]);
        return null;
    }

    // Adding zero makes -0 the 0 that it equals.
    private static string Name(double value) => (value + 0.0).ToString(CultureInfo.InvariantCulture);
}
