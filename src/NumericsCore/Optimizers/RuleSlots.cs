using NumericsCore.Kernels;

namespace NumericsCore;

/// <summary>Whether a rule uses the state that it says it keeps: kernels neither load nor store any other, so that a step would silently lose it.</summary>
internal static class RuleSlots<TRule> where TRule : unmanaged, IUpdateRule
{
    private const int Most = 3;

    /// <summary>Updates one element on the host, twice, with other values in the state that the rule does not declare.</summary>
    /// <exception cref="InvalidOperationException">The rule keeps more state than there is room for, or uses more than it keeps.</exception>
    public static void Require(TRule rule)
    {
        int slots = TRule.Slots;
        string name = typeof(TRule).Name;
        if (slots is < 0 or > Most)
            throw new InvalidOperationException(FormattableString.Invariant($"{name}.Slots is {slots}; a rule keeps 0 to {Most} state values for each parameter element."));
        const double One = 3, Other = -5.5;
        double[] one = Step(rule, One), other = Step(rule, Other);
        for (int slot = slots; slot < Most; slot++)
            if (one[slot] != One || other[slot] != Other) throw Undeclared(slot, "writes");
        for (int i = 0; i < one.Length; i++)
            if ((i < slots || i == Most) && !one[i].Equals(other[i])) throw Undeclared(slots, "reads");

        InvalidOperationException Undeclared(int slot, string uses) =>
            new(FormattableString.Invariant($"{name}.Slots is {slots}, but its Update {uses} the state value s{slot}, which only {slot + 1} or more slots keep from one step to the next."));
    }

    /// <summary>The state after a step, then θ.</summary>
    private static double[] Step(TRule rule, double undeclared)
    {
        const double Declared = 0.5;
        ScalarLane<double> theta = new(1.25);
        ScalarLane<double> s0 = State(0), s1 = State(1), s2 = State(2);
        rule.Update(new ScalarLane<double>(0.75), ref theta, ref s0, ref s1, ref s2);
        return [Value(s0), Value(s1), Value(s2), Value(theta)];

        ScalarLane<double> State(int slot) => new(slot < TRule.Slots ? Declared : undeclared);

        static double Value(ScalarLane<double> lane) => ScalarLane<double>.Element(lane, 0);
    }
}
