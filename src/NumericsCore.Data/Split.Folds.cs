namespace NumericsCore.Data;

public sealed partial class Split
{
    private const int MinFolds = 2;

    /// <summary>
    /// Cuts the shuffled rows into folds of sizes that differ by one at most, and tests on each after a training on the others, as scikit-learn's
    /// <c>KFold(shuffle=True)</c> and <c>RepeatedKFold</c>. Unlike theirs, both sides come in shuffled order, so that the last rows to train on, which
    /// <see cref="Model.Fit"/> validates on, are any rows.
    /// </summary>
    /// <param name="rowCount">The number of rows, at least <paramref name="folds"/>.</param>
    /// <param name="folds">How many folds, at least 2. The first rows % folds of them have a row more.</param>
    /// <param name="seed">Chooses the shuffle, <see cref="Shuffle.Permutation"/>.</param>
    /// <param name="repeats">How often all of it is done, at least 1: repetition r, from 0, is that of <paramref name="seed"/> + r.</param>
    /// <returns>The splits of the first repetition, then those of the next.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static IReadOnlyList<Split> KFold(int rowCount, int folds, ulong seed = 0, int repeats = 1)
    {
        RequireFolds(folds, rowCount, repeats);
        int larger = rowCount % folds, size = rowCount / folds;
        return Repeated(seed, repeats, folds, repetition =>
        {
            int[] order = Shuffle.Permutation(rowCount, repetition), foldOf = new int[rowCount];
            for (int fold = 0, place = 0; fold < folds; fold++)
                for (int end = place + size + (fold < larger ? 1 : 0); place < end; place++) foldOf[order[place]] = fold;
            return (order, foldOf);
        });
    }

    /// <summary>
    /// The same, with each class in the same proportion in all folds, as scikit-learn's <c>StratifiedKFold(shuffle=True)</c>: the rows in the order of
    /// their classes are dealt out to the folds in turn, which says how many of a class a fold gets; which ones, the shuffle says. The folds' sizes, and
    /// their rows of a class, differ by one at most.
    /// </summary>
    /// <param name="labels">The classes of the rows; each of at least <paramref name="folds"/> rows.</param>
    /// <param name="folds">How many folds, at least 2.</param>
    /// <param name="seed">Chooses the shuffle, <see cref="Shuffle.Permutation"/>.</param>
    /// <param name="repeats">How often all of it is done, at least 1: repetition r, from 0, is that of <paramref name="seed"/> + r.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">A class has fewer rows than there are folds.</exception>
    public static IReadOnlyList<Split> StratifiedKFold(ClassLabels labels, int folds, ulong seed = 0, int repeats = 1)
    {
        ArgumentNullException.ThrowIfNull(labels);
        int rowCount = labels.Indices.Length;
        RequireFolds(folds, rowCount, repeats);
        for (int c = 0; c < labels.Counts.Count; c++)
        {
            if (labels.Counts[c] > 0 && labels.Counts[c] < folds)
                throw new ArgumentException(FormattableString.Invariant($"Class {Quoted.One(labels.Names[c])} has {labels.Counts[c]} rows, fewer than the {folds} folds that each shall have one."), nameof(labels));
        }

        int[] indices = labels.Indices.ToArray(), firstPlace = new int[labels.Counts.Count];
        for (int c = 1; c < firstPlace.Length; c++) firstPlace[c] = firstPlace[c - 1] + labels.Counts[c - 1];
        return Repeated(seed, repeats, folds, repetition =>
        {
            int[] order = Shuffle.Permutation(rowCount, repetition), foldOf = new int[rowCount], place = [.. firstPlace];
            foreach (int row in order) foldOf[row] = place[indices[row]]++ % folds;
            return (order, foldOf);
        });
    }

    /// <summary>
    /// Folds that no group is cut by, as scikit-learn's <c>GroupKFold</c>: the groups go, the largest first, each to the fold with the fewest rows so
    /// far, the first of equal ones. Groups of one size come in shuffled order, so that repetitions differ, and both sides are shuffled.
    /// </summary>
    /// <param name="groups">For each row the group it belongs to, such as a patient: the text of the cell. No value missing, and at least <paramref name="folds"/> groups.</param>
    /// <param name="folds">How many folds, at least 2.</param>
    /// <param name="seed">Chooses the shuffle, <see cref="Shuffle.Permutation"/>.</param>
    /// <param name="repeats">How often all of it is done, at least 1: repetition r, from 0, is that of <paramref name="seed"/> + r.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    /// <exception cref="ArgumentException">There are fewer groups than folds.</exception>
    /// <exception cref="TableException">A value is missing, or the column cannot be used.</exception>
    public static IReadOnlyList<Split> GroupKFold(Column groups, int folds, ulong seed = 0, int repeats = 1)
    {
        int[] groupOf = GroupsOf(groups, out int groupCount);
        RequireFolds(folds, groupOf.Length, repeats);
        if (groupCount < folds)
            throw new ArgumentException(FormattableString.Invariant($"The column {Quoted.One(groups.Name)} has {groupCount} {(groupCount == 1 ? "group" : "groups")}, fewer than the {folds} folds that each shall have one."), nameof(groups));
        var sizes = new int[groupCount];
        foreach (int group in groupOf) sizes[group]++;
        return Repeated(seed, repeats, folds, repetition =>
        {
            int[] foldOfGroup = new int[groupCount], rows = new int[folds];
            // a stable sort: what is of one size stays shuffled
            foreach (int group in Shuffle.Permutation(groupCount, repetition).OrderByDescending(group => sizes[group]))
            {
                int lightest = Array.IndexOf(rows, rows.Min());
                foldOfGroup[group] = lightest;
                rows[lightest] += sizes[group];
            }

            return (Shuffle.Permutation(groupOf.Length, repetition), Array.ConvertAll(groupOf, group => foldOfGroup[group]));
        });
    }

    /// <summary>
    /// Folds of rows that stand in order of time, as scikit-learn's <c>TimeSeriesSplit</c>: the last rows are cut into folds of rows / (folds + 1), rounded
    /// down, and each is tested on after a training on all rows before it. Nothing is shuffled: both sides stand in the order of the table.
    /// </summary>
    /// <param name="rowCount">The number of rows, more than <paramref name="folds"/>.</param>
    /// <param name="folds">How many folds, at least 2.</param>
    /// <param name="gap">Rows left out between the two sides, 0 or more, where a row tells of those close to it.</param>
    /// <returns>The splits from the earliest to the latest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range, or the gap leaves the first fold no row to train on.</exception>
    public static IReadOnlyList<Split> TimeSeries(int rowCount, int folds, int gap = 0)
    {
        RequireFolds(folds, rowCount - 1, repeats: 1);
        if (gap < 0) throw new ArgumentOutOfRangeException(nameof(gap), FormattableString.Invariant($"gap is {gap}; expected 0 or more rows."));
        int size = rowCount / (folds + 1), first = rowCount - folds * size;
        if (first - gap < 1)
            throw new ArgumentOutOfRangeException(nameof(gap), FormattableString.Invariant($"gap is {gap}, but before the first of {folds} folds of {rowCount} rows there are {first} rows; expected fewer, so that one is left to train on."));
        return [.. Enumerable.Range(0, folds).Select(fold => new Split(
            [.. Enumerable.Range(0, first + fold * size - gap)],
            [.. Enumerable.Range(first + fold * size, size)]))];
    }

    private static Split[] Repeated(ulong seed, int repeats, int folds, Func<ulong, (int[] Order, int[] FoldOf)> deal) =>
        [.. Enumerable.Range(0, repeats).SelectMany(repetition =>
        {
            var (order, foldOf) = deal(unchecked(seed + (ulong)repetition));
            return Enumerable.Range(0, folds).Select(fold => new Split(
                [.. order.Where(row => foldOf[row] != fold)],
                [.. order.Where(row => foldOf[row] == fold)]));
        })];

    private static int[] GroupsOf(Column groups, out int count)
    {
        ArgumentNullException.ThrowIfNull(groups);
        groups.RequireUsable();
        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var groupOf = new int[groups.Count];
        for (int row = 0; row < groupOf.Length; row++)
        {
            string text = groups.Text(row) ?? throw new TableException(FormattableString.Invariant($"the value in row {row} is missing, so it has no group; leave such rows out with DropMissing()"), column: groups.Name);
            if (!indexOf.TryGetValue(text, out groupOf[row])) indexOf.Add(text, groupOf[row] = indexOf.Count);
        }

        count = indexOf.Count;
        return groupOf;
    }

    private static void RequireFolds(int folds, int most, int repeats)
    {
        if (folds < MinFolds || folds > most)
            throw new ArgumentOutOfRangeException(nameof(folds), FormattableString.Invariant($"folds is {folds}; expected {MinFolds} or more, and at most {most} of the rows there are."));
        if (repeats < 1) throw new ArgumentOutOfRangeException(nameof(repeats), FormattableString.Invariant($"repeats is {repeats}; expected 1 or more."));
    }
}
