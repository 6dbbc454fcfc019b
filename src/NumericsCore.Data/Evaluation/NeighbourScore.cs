namespace NumericsCore.Data;

/// <summary>How well the target of each row is predicted from those of the rows beside it, in the order of one column: no fit, and so no split to fit and test on.</summary>
internal abstract class NeighbourScore
{
    private const int OnEachSide = 4;

    // of fewer rows a class has no recall to speak of
    private const int MinOfClass = 10;

    /// <summary>Balanced accuracy of the most frequent class, right where none is more frequent than that of the row, over classes with so many rows that they can be found.</summary>
    public static NeighbourScore OfClasses(Column target, int[] rows)
    {
        var placeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        return new Classes([.. rows.Select(row => PlaceOf(target.Text(row)!))]);

        int PlaceOf(string name)
        {
            if (!placeOf.TryGetValue(name, out int place)) placeOf.Add(name, place = placeOf.Count);
            return place;
        }
    }

    /// <summary>R² of the mean.</summary>
    public static NeighbourScore OfNumbers(NumericColumn target, int[] rows) => new Numbers([.. rows.Select(row => target.Owned[row])]);

    /// <summary>The score of a column. The rows have to be shuffled, or the order of those with one value could tell something of the target.</summary>
    public double Of(Column column, int[] rows)
    {
        int[] order = new int[rows.Length];
        for (int i = 0; i < order.Length; i++) order[i] = i;
        if (column is NumericColumn numbers)
        {
            double[] keys = new double[rows.Length];
            for (int i = 0; i < keys.Length; i++) keys[i] = numbers.Owned[rows[i]];
            Array.Sort(keys, order);
        }
        else
        {
            Array.Sort(Array.ConvertAll(rows, column.Text), order, StringComparer.Ordinal);
        }

        return Score(order);
    }

    /// <summary>The score of an order.</summary>
    protected abstract double Score(int[] order);

    private static (int From, int To) Around(int place, int count) => (Math.Max(0, place - OnEachSide), Math.Min(count - 1, place + OnEachSide));

    private sealed class Classes(int[] labels) : NeighbourScore
    {
        protected override double Score(int[] order)
        {
            int classes = labels.Max() + 1;
            int[] found = new int[classes], all = new int[classes], counts = new int[classes];
            for (int place = 0; place < order.Length; place++)
            {
                int label = labels[order[place]];
                all[label]++;
                var (from, to) = Around(place, order.Length);
                int most = 0;
                for (int i = from; i <= to; i++)
                    if (i != place) most = Math.Max(most, ++counts[labels[order[i]]]);
                // beside a border both classes are equally frequent
                if (counts[label] == most) found[label]++;
                for (int i = from; i <= to; i++) counts[labels[order[i]]] = 0;
            }

            double[] recalls = [.. Enumerable.Range(0, classes).Where(c => all[c] >= MinOfClass).Select(c => (double)found[c] / all[c])];
            return recalls.Length < 2 ? 0 : recalls.Average();
        }
    }

    private sealed class Numbers(double[] values) : NeighbourScore
    {
        protected override double Score(int[] order)
        {
            double mean = values.Average(), error = 0, all = 0;
            for (int place = 0; place < order.Length; place++)
            {
                var (from, to) = Around(place, order.Length);
                double sum = 0, value = values[order[place]];
                for (int i = from; i <= to; i++)
                    if (i != place) sum += values[order[i]];
                error += Square(value - sum / (to - from));
                all += Square(value - mean);
            }

            // of values beyond the squares of float64 nothing is said
            return all > 0 && double.IsFinite(all) && double.IsFinite(error) ? 1 - error / all : 0;
        }

        private static double Square(double x) => x * x;
    }
}
