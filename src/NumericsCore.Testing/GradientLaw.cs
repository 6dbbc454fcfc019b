using FsCheck;
using FsCheck.Fluent;

namespace NumericsCore.Testing;

/// <summary>
/// The law that the gradients of the backward pass are those of the function: checked on random cases against central differences in
/// float64, and on failure reported with the smallest case that still fails.
/// </summary>
public static class GradientLaw
{
    /// <summary>
    /// The default bound on |analytic - numeric| / max(1, |analytic|, |numeric|). With <see cref="GradientCheck"/>'s step of
    /// h = ∛(2⁻⁵²) = 6.1e-6, a central difference lies off by h²/6·|f‴| = 6e-12·|f‴| and by the rounding of f over h, some
    /// 50·2⁻⁵³·|f| / 6e-6 = 1e-9·|f| for a chain of fifty operations. The networks and graphs of <see cref="Generate"/> have |f| up to
    /// ten or so and |f‴| up to some thousands: 2e-8. Of 10,000 networks, with class and sample weights among them, the worst error was
    /// 2.4e-9, and of 10,000 graphs 8.4e-9. A wrong sign, factor or term shows as an error of order 1 in some of the cases.
    /// </summary>
    public const double Tolerance = 1e-7;

    /// <summary>Checks an operation on one tensor.</summary>
    /// <param name="operation">Tensor operations, the same at each call; called in float64.</param>
    /// <param name="inputs">Which tensors; keep them away from the operation's kinks.</param>
    /// <param name="cases">How many.</param>
    /// <param name="tolerance">The bound on the error.</param>
    /// <exception cref="GradientLawException">A case failed.</exception>
    public static void Holds(Func<Tensor, Tensor> operation, TensorOptions? inputs = null, int cases = 100, double tolerance = Tolerance)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Holds(Generate.Tensors(inputs), input => GradientCheck.Run(operation, input.ToTensor(), tolerance), cases);
    }

    /// <summary>Checks an operation on two tensors whose shapes broadcast.</summary>
    /// <param name="operation">Tensor operations, the same at each call; called in float64.</param>
    /// <param name="left">Which tensors on the left; its shape settings hold for both.</param>
    /// <param name="right">Which tensors on the right; as on the left if null.</param>
    /// <param name="cases">How many.</param>
    /// <param name="tolerance">The bound on the error.</param>
    /// <exception cref="GradientLawException">A case failed.</exception>
    public static void Holds(Func<Tensor, Tensor, Tensor> operation, TensorOptions? left = null, TensorOptions? right = null, int cases = 100, double tolerance = Tolerance)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Holds(
            Generate.TensorPairs(left, right),
            pair => GradientCheck.Run(tensors => operation(tensors[0], tensors[1]), [pair.Left.ToTensor(), pair.Right.ToTensor()], tolerance),
            cases);
    }

    /// <summary>Checks random networks, such as those with an activation of one's own.</summary>
    /// <param name="networks">Which; the defaults if null.</param>
    /// <param name="cases">How many.</param>
    /// <param name="tolerance">The bound on the error.</param>
    /// <exception cref="GradientLawException">A case failed.</exception>
    public static void HoldsInNetworks(NetworkOptions? networks = null, int cases = 100, double tolerance = Tolerance) =>
        Holds(Generate.Networks(networks), network => network.CheckGradients(tolerance), cases);

    /// <summary>Checks whatever is generated.</summary>
    /// <typeparam name="T">The type of a case.</typeparam>
    /// <param name="arbitrary">Generates and shrinks cases.</param>
    /// <param name="check">Checks one. What it throws is a failure too.</param>
    /// <param name="cases">How many.</param>
    /// <exception cref="GradientLawException">A case failed.</exception>
    public static void Holds<T>(Arbitrary<T> arbitrary, Func<T, GradientCheckResult> check, int cases = 100)
    {
        ArgumentNullException.ThrowIfNull(arbitrary);
        ArgumentNullException.ThrowIfNull(check);
        Limit.AtLeast(1, cases);
        var config = Config.QuickThrowOnFailure.WithMaxTest(cases).WithQuietOnSuccess(true);
        try
        {
            Check.One(config, Prop.ForAll(arbitrary, value => check(value).ThrowIfFailed()));
        }
        catch (Exception failure)
        {
            // FsCheck reports with a bare Exception, whose message has the case, what it shrank to, and the seed
            throw new GradientLawException(failure.Message, failure);
        }
    }
}
