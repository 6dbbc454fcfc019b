using System.Globalization;
using System.Text;
using NumericsCore.Data;

namespace NumericsCore.Cli.Pipeline;

/// <summary>What each column adds to each prediction, as CSV: a row for each row.</summary>
internal static class AttributionFile
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(Stream stream, ColumnAttributions attributions)
    {
        using var writer = new StreamWriter(stream, s_utf8, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', (string[])["output", "prediction", "baseline", .. attributions.Columns.Select(TablePipeline.Field)]));
        for (int row = 0; row < attributions.RowCount; row++)
        {
            writer.Write(TablePipeline.Field(attributions.Outputs[row]));
            Number(attributions.Predictions[row]);
            Number(attributions.Baselines[row]);
            for (int column = 0; column < attributions.Columns.Count; column++) Number(attributions[row, column]);
            writer.WriteLine();
        }

        void Number(double value) => writer.Write(string.Create(CultureInfo.InvariantCulture, $",{value}"));
    }
}
