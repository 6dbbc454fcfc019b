using System.Globalization;

namespace NumericsCore.Measurement.Tests;

public class InvariantRecordTests
{
    [Fact]
    public void A_record_s_text_has_its_members_and_no_comma_of_a_culture()
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "\u2212";
        CultureInfo.CurrentCulture = culture;
        try
        {
            var times = new Samples(0.5, 0.25, -1.5, 3, 2);
            Assert.Equal("Samples { Median = 0.5, Spread = 0.25, Minimum = -1.5, Count = 3, Batch = 2 }", times.ToString());
            Assert.Equal($"PairSamples {{ First = {times}, Second = {times}, RatioSpread = 1E-07, Rounds = 4, Ratio = 1 }}", new PairSamples(times, times, 1e-7, 4).ToString());
            Assert.Same(culture, CultureInfo.CurrentCulture);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
