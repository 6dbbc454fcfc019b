using System.Globalization;

namespace NumericsCore.Benchmarks.SideBySide;

/// <summary>Compares results that may differ by rounding.</summary>
internal static class Agreement
{
    /// <summary>The largest |ours - peer| must be at most <paramref name="tolerance"/>.</summary>
    /// <returns>The largest difference, for the report.</returns>
    /// <exception cref="DisagreementException">It is more, a number is NaN on one side alone, or the counts differ.</exception>
    public static string Require(string what, ReadOnlySpan<float> ours, ReadOnlySpan<float> peer, double tolerance)
    {
        if (ours.Length != peer.Length) throw new DisagreementException($"{what}: {ours.Length} numbers here, {peer.Length} from the peer.");
        double largest = 0;
        for (int i = 0; i < ours.Length; i++)
        {
            double difference = ours[i].Equals(peer[i]) ? 0 : Math.Abs((double)ours[i] - peer[i]);
            if (!(difference <= tolerance))
                throw new DisagreementException(string.Create(CultureInfo.InvariantCulture, $"{what}: element {i} is {ours[i]} here, {peer[i]} from the peer; expected them within {tolerance}."));
            largest = Math.Max(largest, difference);
        }

        return string.Create(CultureInfo.InvariantCulture, $"{what} within {largest:G2} of {tolerance:G2}");
    }
}
