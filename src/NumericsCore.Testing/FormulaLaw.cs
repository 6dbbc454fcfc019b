using NumericsCore.Kernels;

namespace NumericsCore.Testing;

/// <summary>
/// The laws that every formula of the library keeps, for a formula of anyone's: one call in a test. It computes what its reference says,
/// its pullbacks are its gradient, and it gives the same bits on every device, in every SIMD width, with any number of threads, recorded
/// and replayed.
/// </summary>
public static class FormulaLaw
{
    /// <summary>Checks an elementwise formula as it is made without arguments, with what its constructor without parameters says, or else zeros in all its values.</summary>
    /// <inheritdoc cref="Holds{TOperation}(TOperation, IReadOnlyList{Device})"/>
    public static void Holds<TOperation>() where TOperation : struct => Holds(new TOperation());

    /// <inheritdoc cref="Holds{TOperation}()"/>
    public static void Holds<TOperation>(IReadOnlyList<Device>? devices) where TOperation : struct => Holds(new TOperation(), devices);

    /// <summary>Checks an elementwise formula.</summary>
    /// <remarks>
    /// In its domain, 2,000 random arguments: float32 within <c>ToleranceUlps</c> of <c>Reference</c> in float64, and float64 within twice that
    /// and half an ulp, for the reference is rounded too (none, if it states at most 0.5 ulp). The pullbacks in float64 against central
    /// differences within <see cref="GradientLaw.Tolerance"/>, and in float32 against those in float64 within 1e-5·max(1, |dx|). A gradient of 0
    /// pulled back as 0, for special arguments too. The bits of results and gradients on the CPU with scalars and vectors of 128, 256 and
    /// 512 bits, with 1 to 3 threads and on the devices, of 0 to 256 elements and of 70,001, among them ±0, ±∞, NaN, denormals and the largest
    /// numbers; one NaN is as good as another. A training of three epochs, replayed and not, with the same weights.
    /// </remarks>
    /// <typeparam name="TOperation">A struct that implements <see cref="Kernels.IUnaryOperation"/>, <see cref="Kernels.IBinaryOperation"/> or <see cref="Kernels.ITernaryOperation"/>, or several.</typeparam>
    /// <param name="operation">The formula with its values.</param>
    /// <param name="devices">Where else to run it than on the CPU; every device that can be used if null.</param>
    /// <exception cref="ArgumentException">The struct is no formula, or holds a reference; or a device is null.</exception>
    /// <exception cref="FormulaLawException">A law is broken; the message names the law, the arguments and what was expected.</exception>
    public static void Holds<TOperation>(TOperation operation, IReadOnlyList<Device>? devices = null) where TOperation : struct
    {
        var others = DevicesOf(devices);
        foreach (var subject in FormulaSubject.Of(operation, nameof(operation)))
        {
            AccuracyLaw.Check(subject);
            PullbackLaw.Check(subject);
            BitsLaw.Check(subject, others);
            ReplayLaw.Check(subject, [Device.Cpu, .. others]);
        }
    }

    /// <summary>Checks a reduction.</summary>
    /// <remarks>
    /// Combined with the identity, numbers of the domain stay as they are. 200 rows of 7 in float64 give in any order the same within 1e-9·max(1, |y|).
    /// The pullback in float64 against central differences within <see cref="GradientLaw.Tolerance"/>. The bits of rows, columns, all elements and the gradient as for formulas, special numbers now and then among them; and the training, replayed and not.
    /// </remarks>
    /// <typeparam name="TReduction">A struct that says how elements are combined.</typeparam>
    /// <param name="domain">Where elements are sampled; <see cref="Domain.Real"/> if null.</param>
    /// <param name="devices">Where else to run it than on the CPU; every device that can be used if null.</param>
    /// <exception cref="ArgumentException">A device is null.</exception>
    /// <exception cref="FormulaLawException">A law is broken; the message names the law, the elements and what was expected.</exception>
    public static void HoldsForReduction<TReduction>(Domain? domain = null, IReadOnlyList<Device>? devices = null) where TReduction : struct, IReductionOperation =>
        ReductionLaw<TReduction>.Check(domain ?? Domain.Real, DevicesOf(devices));

    internal static IReadOnlyList<Device> DevicesOf(IReadOnlyList<Device>? devices)
    {
        if (devices is not null && devices.Any(static device => device is null)) throw new ArgumentException("A device is null.", nameof(devices));
        return devices ?? UsableDevices();
    }

    private static Device[] UsableDevices() =>
        [.. Device.All.Where(static info => info.UnavailableReason is null).Select(static info => Device.Parse(info.Name)).Where(static device => device != Device.Cpu)];
}
