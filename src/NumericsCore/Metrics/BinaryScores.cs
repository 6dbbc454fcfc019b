namespace NumericsCore;

/// <summary>What follows from the counts of one class against all others, in samples or in their weights. A quotient 0/0 is 0, as in scikit-learn.</summary>
internal static class BinaryScores
{
    /// <summary>TP / (TP + FP).</summary>
    public static double Precision(double truePositives, double falsePositives) => Ratio(truePositives, truePositives + falsePositives);

    /// <summary>TP / (TP + FN).</summary>
    public static double Recall(double truePositives, double falseNegatives) => Ratio(truePositives, truePositives + falseNegatives);

    /// <summary>2 TP / (2 TP + FP + FN).</summary>
    public static double F1(double truePositives, double falsePositives, double falseNegatives) =>
        Ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;
}
