using System.Text;

namespace NumericsCore.Data.Csv;

/// <summary>Judges whether the first row is certainly one of data, and names nothing.</summary>
internal static class CsvHeaderJudge
{
    // with fewer rows nothing is certain
    private const int FewRows = 3;

    /// <summary>
    /// Whether the first row has a number above every column of numbers and no name of a column: a fraction or a negative number, the same number
    /// twice, or texts that stand in their columns again. Numbers in rising order, as years and wavelengths, may be names.
    /// </summary>
    /// <param name="rows">The first rows, each its fields.</param>
    /// <param name="options">How numbers and missing values are written.</param>
    public static bool IsRow(List<string[]> rows, CsvOptions options)
    {
        if (rows.Count <= FewRows || rows.Any(row => row.Length != rows[0].Length)) return false;
        var cells = new Cells(options);
        var numbers = new List<double>();
        int texts = 0, recurring = 0;
        string[] first = rows[0];
        // a header that stands again among the rows, as in files put together, is no evidence
        var others = rows.Skip(1).Where(row => !row.AsSpan().SequenceEqual(first)).ToArray();
        for (int c = 0; c < first.Length; c++)
        {
            if (cells.IsMissing(first[c])) continue;
            string[] below = [.. others.Select(row => row[c]).Where(cell => !cells.IsMissing(cell))];
            if (below.Length == 0) continue;
            if (Array.TrueForAll(below, cells.IsNumber))
            {
                if (!cells.IsNumber(first[c])) return false;
                numbers.Add(cells.Number(first[c]));
                continue;
            }

            if (Array.TrueForAll(below, IsTruth) && !IsTruth(first[c])) return false;
            texts++;
            if (below.Contains(first[c], StringComparer.Ordinal)) recurring++;
        }

        bool textsRecur = recurring > 0 && 2 * recurring >= texts;
        if (numbers.Count == 0) return textsRecur && recurring > 1;
        if (textsRecur) return true;
        bool rising = numbers.Count > 2 && numbers.Zip(numbers.Skip(1)).All(static pair => pair.First < pair.Second);
        return texts == 0 && !rising && (numbers.Any(static number => number < 0 || !double.IsInteger(number)) || numbers.Distinct().Count() < numbers.Count);
    }

    private static bool IsTruth(string cell) => TruthWord.Of(cell) is not null;

    private sealed class Cells(CsvOptions options)
    {
        private readonly CellNumbers _numbers = CellNumbers.Of(options);
        private readonly MissingWords _missing = new(options.MissingValues, ignoresCase: true);

        public bool IsMissing(string cell) => _missing.Find(Encoding.UTF8.GetBytes(cell)) != MissingWords.None;

        public bool IsNumber(string cell) => _numbers.TryParse(Encoding.UTF8.GetBytes(cell), out _);

        public double Number(string cell) => _numbers.TryParse(Encoding.UTF8.GetBytes(cell), out double value) ? value : double.NaN;
    }
}
