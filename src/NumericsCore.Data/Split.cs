namespace NumericsCore.Data;

/// <summary>Rows dealt out to training and test: every row is in exactly one of the two.</summary>
public sealed partial class Split
{
    private readonly int[] _train;
    private readonly int[] _test;

    private Split(int[] train, int[] test)
    {
        _train = train;
        _test = test;
    }

    /// <summary>The rows to train on, in shuffled order.</summary>
    public ReadOnlySpan<int> Train => _train;

    /// <summary>The rows to test on, in shuffled order.</summary>
    public ReadOnlySpan<int> Test => _test;

    /// <summary>Both, as in <c>var (train, test) = split</c> or <c>foreach (var (train, test) in folds)</c>.</summary>
    /// <param name="train">The rows to train on.</param>
    /// <param name="test">The rows to test on.</param>
    public void Deconstruct(out ReadOnlySpan<int> train, out ReadOnlySpan<int> test)
    {
        train = _train;
        test = _test;
    }

    /// <summary>
    /// Shuffles the rows by <see cref="Shuffle.Permutation"/> and deals out the first ⌈rows · testSize⌉ of them to the test
    /// (<see cref="RowFraction.Count"/>), the others to training, each in shuffled order.
    /// </summary>
    /// <param name="rowCount">The number of rows, at least 2.</param>
    /// <param name="testSize">The fraction of the rows to test on, above 0 and below 1.</param>
    /// <param name="seed">Chooses the shuffle; the same seed gives the same split on every machine.</param>
    /// <param name="stratify">
    /// The labels of the rows, to split each class in the same proportion: class c of n_c rows has test · n_c / rows of them in the test, rounded down,
    /// and the rows then wanting go to the classes with the largest remainders (the earlier class of two equals). Null for no regard to
    /// classes.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowCount"/> or <paramref name="testSize"/> is out of its range.</exception>
    /// <exception cref="ArgumentException">
    /// One of the two sides would be empty; the number of labels is not <paramref name="rowCount"/>; or a class has one row only, which
    /// cannot be on both sides.
    /// </exception>
    public static Split TrainTest(int rowCount, double testSize, ulong seed, ClassLabels? stratify = null)
    {
        if (rowCount < 2)
            throw new ArgumentOutOfRangeException(nameof(rowCount), FormattableString.Invariant($"rowCount is {rowCount}; expected 2 or more, a row for either part."));
        if (!(testSize > 0 && testSize < 1))
            throw new ArgumentOutOfRangeException(nameof(testSize), FormattableString.Invariant($"testSize is {testSize}; expected a fraction of the rows, above 0 and below 1."));
        int testCount = RowFraction.Count(rowCount, testSize);
        if (testCount == 0 || testCount == rowCount)
        {
            throw new ArgumentException(
                FormattableString.Invariant($"A test size of {testSize} of {rowCount} rows leaves {(testCount == 0 ? "test" : "training")} without a row."),
                nameof(testSize));
        }
        if (stratify is not null && stratify.Indices.Length != rowCount)
            throw new ArgumentException($"There are {stratify.Indices.Length} labels for {rowCount} rows.", nameof(stratify));

        int[] quota = stratify is null ? [testCount] : Quotas(stratify, testCount);
        int[] train = new int[rowCount - testCount], test = new int[testCount];
        int trained = 0, tested = 0;
        foreach (int row in Shuffle.Permutation(rowCount, seed))
        {
            int group = stratify is null ? 0 : stratify.Indices[row];
            if (quota[group]-- > 0) test[tested++] = row;
            else train[trained++] = row;
        }
        return new(train, test);
    }

    /// <summary>How many rows of each class go to the test: the largest remainder method, in exact integers.</summary>
    private static int[] Quotas(ClassLabels labels, int testCount)
    {
        int lonely = labels.Counts.ToList().IndexOf(1);
        if (lonely >= 0)
        {
            throw new ArgumentException(
                $"Class {Quoted.One(labels.Names[lonely])} has one row only, which cannot be in both training and test.", nameof(labels));
        }
        long rowCount = labels.Indices.Length;
        int[] quota = [.. labels.Counts.Select(count => (int)((long)testCount * count / rowCount))];
        int[] byRemainder = [.. Enumerable.Range(0, quota.Length).OrderByDescending(c => (long)testCount * labels.Counts[c] % rowCount)];
        int wanting = testCount - quota.Sum();
        foreach (int c in byRemainder.Take(wanting)) quota[c]++;
        return quota;
    }

    /// <summary>How many rows go where.</summary>
    public override string ToString() => FormattableString.Invariant($"{nameof(Split)} {{ Train = {_train.Length}, Test = {_test.Length} }}");
}
