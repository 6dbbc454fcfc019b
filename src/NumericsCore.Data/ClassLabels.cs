using System.Globalization;
using System.Numerics;
using Number = (double Value, int Spelling);

namespace NumericsCore.Data;

/// <summary>A target column as classes: their names, and for each row the index of its class.</summary>
public sealed class ClassLabels
{
    // Below this many classes a small table may well have a class for nearly every row.
    private const int FewClasses = 20;

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
    /// The names of the classes, at least two, as they were written in the file: 01 and 1 are two classes. Numbers are in numeric order,
    /// and text in ordinal order. With two classes the second is the positive one.
    /// </summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>For each row, the index of its class in <see cref="Names"/>. With two classes, 1 is the positive one.</summary>
    public ReadOnlySpan<int> Indices => _indices;

    /// <summary>For each class, its number of rows.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>The name of the positive class of two; null where there are more.</summary>
    public string? Positive => _names.Length == 2 ? _names[1] : null;

    /// <summary>Numbers the classes of a column.</summary>
    /// <param name="column">
    /// The target: no value missing, at least two distinct, and more than 20 distinct only where that is at most half of the rows.
    /// </param>
    /// <param name="positive">
    /// Of two classes, the name of the one to detect; it comes second in <see cref="Names"/>. Null for the second in order: 1 of 0 and 1.
    /// </param>
    /// <exception cref="TableException">
    /// A value is missing; there is one class only, or nearly one for every row; <paramref name="positive"/> is not one of two classes; or
    /// the numbers of the column were written in so many ways that their text was not kept (<see cref="CsvOptions.KeepText"/> keeps it).
    /// </exception>
    public static ClassLabels From(Column column, string? positive = null)
    {
        ArgumentNullException.ThrowIfNull(column);
        column.RequireUsable();
        if (column.Count == 0) throw new TableException("there are no rows to take classes from", column: column.Name);
        for (int row = 0; row < column.Count; row++)
        {
            if (column.IsMissing(row))
                throw new TableException($"the value in row {row} is missing, so it has no class; leave such rows out with DropMissing()", column: column.Name);
        }
        return column is NumericColumn numbers ? OfNumbers(numbers, positive) : OfText((TextColumn)column, positive);
    }

    /// <summary>Numbers the classes of a column as they are numbered already, such as by the table that a model was trained on.</summary>
    /// <param name="column">No value missing, and each one of the classes, as it is written in the file.</param>
    /// <param name="classNames">The names of the classes, at least two.</param>
    /// <exception cref="TableException">A value is missing or none of the classes, or the text of the column's numbers was not kept.</exception>
    /// <exception cref="ArgumentException">There are fewer than two names, or one comes twice.</exception>
    public static ClassLabels Known(Column column, IReadOnlyList<string> classNames)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(classNames);
        if (classNames.Count < 2) throw new ArgumentException(FormattableString.Invariant($"classNames has {classNames.Count} names; expected at least two."), nameof(classNames));
        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < classNames.Count; i++)
        {
            if (!indexOf.TryAdd(classNames[i], i)) throw new ArgumentException($"The class {Quoted.One(classNames[i])} comes twice in classNames.", nameof(classNames));
        }
        column.RequireUsable();
        if (column is NumericColumn { Spelling.IsLost: true }) throw TextLost(column);
        var indices = new int[column.Count];
        for (int row = 0; row < indices.Length; row++)
        {
            string name = column.Text(row) ?? throw new TableException($"the value in row {row} is missing, so it has no class; leave such rows out with DropMissing()", column: column.Name);
            if (!indexOf.TryGetValue(name, out indices[row]))
                throw new TableException(FormattableString.Invariant($"{Quoted.One(name)} in row {row + 1} is none of the classes, which are {Quoted.List(classNames)}"), column: column.Name);
        }
        return new([.. classNames], indices);
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

    /// <summary>
    /// For each class the weight n / (k · n_c) of n rows in k classes, n_c of them in this one, as scikit-learn's <c>class_weight="balanced"</c>: all classes
    /// then weigh the same, and the weights of all rows add up to n. Give them to a loss as its class weights. Classes without a row do not count, and have
    /// the weight 0.
    /// </summary>
    /// <returns>One number a class, in the order of <see cref="Names"/>.</returns>
    public double[] BalancedWeights()
    {
        double classes = Counts.Count(static count => count > 0);
        return [.. Counts.Select(count => count == 0 ? 0 : _indices.Length / (classes * count))];
    }

    private static ClassLabels OfText(TextColumn column, string? positive)
    {
        string?[] values = column.Values.ToArray();
        return Of(column, row => values[row]!, static text => text, StringComparer.Ordinal, positive);
    }

    private static ClassLabels OfNumbers(NumericColumn column, string? positive)
    {
        double[] values = column.Values.ToArray();
        if (column.Spelling is { IsLost: true }) throw TextLost(column);
        // Adding zero makes -0 the 0 that it equals; a -0 that was written has a text of its own.
        string Name(Number number) => column.Spelling?.TextOf(number.Spelling) ?? NumericColumn.Written(number.Value);
        return Of(column, row => (values[row] + 0.0, column.Spelling?.Id(row) ?? 0), Name, new ByNumber(Name), positive);
    }

    private static ClassLabels Of<T>(Column column, Func<int, T> valueOf, Func<T, string> nameOf, IComparer<T> order, string? positive)
        where T : notnull
    {
        var indexOf = new Dictionary<T, int>();
        var indices = new int[column.Count];
        for (int row = 0; row < indices.Length; row++)
        {
            T value = valueOf(row);
            if (!indexOf.TryGetValue(value, out indices[row])) indexOf.Add(value, indices[row] = indexOf.Count);
        }
        T[] classes = [.. indexOf.Keys.Order(order)];
        string[] names = [.. classes.Select(nameOf)];
        if (classes.Length < 2)
            throw new TableException($"the only class is {Quoted.One(names[0])}; a classifier needs at least two", column: column.Name);
        if (classes.Length > FewClasses && 2 * classes.Length > column.Count) throw TooMany(column, classes.Length);
        if (positive is not null && PutLast(classes, names, positive) is { } problem) throw new TableException(problem, column: column.Name);

        var rank = new int[classes.Length];
        for (int i = 0; i < rank.Length; i++) rank[indexOf[classes[i]]] = i;
        for (int row = 0; row < indices.Length; row++) indices[row] = rank[indices[row]];
        return new(names, indices);
    }

    private static TableException TextLost(Column column) => new(
        "the text of its numbers was not kept, as there are too many ways of writing them for classes",
        column: column.Name, remedy: TableRemedy.LeaveOut, advice: $"; if it is a target of classes all the same, read it with CsvOptions.KeepText = [\"{column.Name}\"]");

    private static TableException TooMany(Column column, int classes) => new(
        FormattableString.Invariant($"{classes} different values in {column.Count} rows make nearly every row a class of its own, which nothing can be learnt from; ")
        + (column is NumericColumn ? "learn the number as a regression, or choose another target" : "choose another target, or fewer classes: is it an identifier, or a number with other characters in it?"),
        column: column.Name);

    /// <summary>Moves the positive class of two to the end; what is wrong, if that cannot be.</summary>
    private static string? PutLast<T>(T[] classes, string[] names, string positive)
    {
        int at = Array.IndexOf(names, positive);
        if (classes.Length != 2 || at < 0)
            return $"{Quoted.One(positive)} cannot be the positive class, which is one of two; the classes are {Quoted.List(names)}";
        (classes[at], classes[1]) = (classes[1], classes[at]);
        (names[at], names[1]) = (names[1], names[at]);
        return null;
    }

    /// <summary>By size, that of integers beyond float64 included; numbers that are equal by their characters.</summary>
    private sealed class ByNumber(Func<Number, string> name) : IComparer<Number>
    {
        public int Compare(Number x, Number y)
        {
            int order = x.Value.CompareTo(y.Value);
            if (order != 0) return order;
            string a = name(x), b = name(y);
            if (BigInteger.TryParse(a, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exact)
                && BigInteger.TryParse(b, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var other)) order = exact.CompareTo(other);
            return order != 0 ? order : string.CompareOrdinal(a, b);
        }
    }

    /// <summary>The classes with their counts.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(ClassLabels)} {{ Rows = {_indices.Length}, Classes = {Quoted.List([.. Names.Zip(Counts, static (name, count) => FormattableString.Invariant($"{name} ({count})"))])} }}");
}
