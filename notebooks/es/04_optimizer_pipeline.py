# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#       format_version: '1.3'
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown] tags=["slide"]
# # 04 · Pérdida y optimizador
# **¿Qué líneas de un bucle de entrenamiento no cambian nunca?**
#
# En la lección 03 PyTorch encontraba la pendiente, y tú todavía escribías la pérdida y el paso. Ahora PyTorch escribe también esos dos. El bucle que queda sirve para todos los modelos de este curso, si sus cuatro llamadas están en el orden correcto.
#
# Al terminar podrás
# - predecir qué devuelven las tres reducciones de una pérdida (ejercicio 04-1);
# - escribir un optimizador igual al de PyTorch y después otro con momentum (04-2 y 04-6);
# - decir qué hace cada orden de las cuatro llamadas (04-3);
# - reconocer por sus síntomas dos formas que no coinciden, y corregirlas (04-4);
# - convertir la tasa de aprendizaje de una pérdida sumada en la de una pérdida media, y al revés (04-5);
# - repartir las muestras en lotes pequeños (mini-batches) y decir qué le hacen al peso.

# %%
import warnings

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from helpers.es import check, data, hint, progress
from helpers.attempt import attempt
from helpers.drawings import lesson_04 as draw
from helpers.figures import show
from helpers.gradients import central_difference, compare_slopes

# %% [markdown] tags=["predict"]
# ## 1. La pérdida es un objeto
# En PyTorch las pérdidas son objetos. Creas el objeto una sola vez, y recuerda sus ajustes: `criterion = nn.MSELoss()` es el error cuadrático medio de la lección 02. Los datos son los cuatro puntos de $y = 2x$, ahora como tensores.
#
# **Predice.** En $w = 0$ pruebas dos líneas, `criterion(w * X, Y)` y `nn.MSELoss(w * X, Y)`. ¿Cuál da la pérdida?
# - **(a)** las dos
# - **(b)** solo la segunda
# - **(c)** solo la primera

# %%
X, Y = torch.from_numpy(data.X), torch.from_numpy(data.Y)  # (samples,) each
criterion = nn.MSELoss()

# %%
w = torch.tensor(0.0, requires_grad=True)
for call in (criterion, nn.MSELoss):
    with attempt():
        loss = call(w * X, Y)
        print(f"loss {loss.item():.4f}")
loss.backward()
nudge = central_difference(lambda w: criterion(w * X.double(), Y.double()).item(), 0.0)
compare_slopes(by_hand=(2 * X * -Y).mean().item(), nudge=nudge, autograd=w.grad.item())

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. `criterion` es un objeto. Lo llamas como a una función, y da el 30 de la lección 02. La pendiente también es la de la lección 02, y la encuentras de tres maneras. Comprueba la pendiente de cada pérdida que sea nueva para ti.
#
# - **(a)** toma la clase por una función. La clase crea un objeto nuevo y toma tus datos por sus ajustes. Pregunta si son verdaderos o falsos, y un tensor de cuatro números no es ni lo uno ni lo otro.
# - **(b)** también toma la clase por una función, y cree que `criterion` son solo sus ajustes.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 2. Media, suma o ninguna de las dos
# El ajuste que importa es `reduction`: dice cómo los errores al cuadrado se convierten en un solo número. Puede ser mean (media), sum (suma) o none (ninguna). En $w = 0$ los errores son −2, −4, −6 y −8.
#
# **Predice.** ¿Cuánto vale la pérdida en $w = 0$ con `reduction="sum"`?
# - **(a)** 20
# - **(b)** 120
# - **(c)** 400

# %%
for reduction in ("mean", "sum", "none"):
    print(f"{reduction:5} {nn.MSELoss(reduction=reduction)(0 * X, Y).tolist()}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Se suman los cuatro cuadrados: 4 + 16 + 36 + 64. Con «none» quedan separados, y así puedes preguntar qué muestra cuesta más.
#
# - **(a)** suma los tamaños de los errores, sin elevarlos al cuadrado.
# - **(c)** suma primero los errores y después eleva la suma al cuadrado.
#
# </details>

# %% [markdown]
# > **Ejercicio 04-1.** *Tres reducciones* (nivel 1, 3 minutos). Un modelo con dos salidas hizo dos predicciones. Los errores de la primera muestra son 2 y −1; los de la segunda, 0 y 3. Calcula en papel qué dan `mean`, `sum` y `none`. Devuelve los tres resultados; escribe el último como una lista de dos listas, una por muestra.
#
# <details><summary>Pista 1</summary>¿Cuántos errores al cuadrado hay? A MSELoss nadie le dice cuáles son de una misma muestra.</details>

# %% tags=["exercise"] exercise="04-1"
def predict_reductions():
    ...  # your answer


# %% tags=["check"] exercise="04-1"
check(predict_reductions)


# %% [markdown] tags=["predict"]
# ## 3. Quién va primero
# Una pérdida recibe primero la predicción y después el valor objetivo. Un programa muy copiado escribe `loss(Y, y_pred)`, al revés, con un error al cuadrado. La lección 06 usa otra pérdida, `nn.BCELoss`. Con una predicción $p$ entre 0 y 1 y un valor objetivo $t$, esa pérdida es $-t \log p - (1 - t) \log(1 - p)$.
#
# **Predice.** Intercambias la predicción y el valor objetivo. ¿Cuál de las dos pérdidas cambia?
# - **(a)** solo la segunda
# - **(b)** ninguna
# - **(c)** las dos

# %%
def both_ways(loss_of, prediction, target):
    right, swapped = loss_of(prediction, target), loss_of(target, prediction)
    print(f"{type(loss_of).__name__:8} right {right:.4f}   swapped {swapped:.4f}")


p, half, one = torch.tensor(0.8), torch.tensor(0.5), torch.tensor(1.0)
for target in (half, one):
    print(f"prediction {p:.1f}, target {target:.1f}")
    both_ways(nn.MSELoss(), p, target)
    both_ways(nn.BCELoss(), p, target)

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. Una diferencia al cuadrado vale lo mismo en los dos sentidos. La segunda pérdida sí cambia, y no se queja: 0.9163 se convierte en 0.6931. Con un valor objetivo de 1 pasa de 0.2231 a 20. Al revés (*swapped*), esa pérdida necesita $\log 0$, y PyTorch pone −100 en su lugar.
#
# - **(b)** vale para el programa copiado, que usa la primera pérdida.
# - **(c)** olvida que el cuadrado borra el signo de $p - t$.
#
# La primera pérdida te perdona esta costumbre. La segunda, con la misma costumbre, da un valor equivocado.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 4. Un optimizador es una lista y una regla
# `torch.optim.SGD` recibe una lista de tensores y una tasa de aprendizaje, aquí 0.01.
#
# **Predice.** En $w = 0$ escribes a mano −30 en `w.grad`. No hay propagación hacia adelante (*forward*), ni pérdida, ni `backward`. ¿Qué hace `optimizer.step()`?
# - **(a)** Lanza un error.
# - **(b)** Deja $w$ en 0.
# - **(c)** Lleva $w$ a 0.3.

# %%
w = torch.tensor(0.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.01)
held = optimizer.param_groups[0]["params"][0]  # the only tensor in its list
w.grad = torch.tensor(-30.0)
optimizer.step()
print(f"is it our w? {held is w}   after the step {w.item():.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. El paso avanzó 0.01 · 30, y no preguntó quién escribió el −30. `.grad` es todo lo que comparten `backward` y `step`: uno lo llena y el otro lo lee. Nadie le habla al optimizador de la pérdida ni del modelo.
#
# - **(a)** supone que el paso ejecuta `backward`, que no encontraría ningún grafo.
# - **(b)** supone que el paso espera una pendiente que haya encontrado `backward`.
#
# </details>

# %% [markdown] tags=["predict"]
# ### Rómpelo
# El optimizador ya está creado. Después un tensor nuevo toma el nombre `w`, con un peso de 0.5 y una pendiente propia.
#
# **Predice.** Llamas a `optimizer.step()`. ¿Qué se mueve?
# - **(a)** el tensor nuevo
# - **(b)** el tensor viejo
# - **(c)** nada: lanza un error

# %%
w = torch.tensor(0.5, requires_grad=True)  # a new tensor under the old name
criterion(w * X, Y).backward()
optimizer.step()
print(f"new {w.item():.4f}, its slope {w.grad.item():.4f}; old {held.item():.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. La pendiente del modelo, −22.5, espera en vano. El optimizador usó por segunda vez la pendiente vieja del tensor viejo, −30.
#
# - **(a)** toma la lista por una lista de nombres. Contiene tensores.
# - **(c)** espera que el optimizador conozca el modelo. Solo conoce su lista.
#
# Si un peso no se mueve, pregúntate primero: ¿está en la lista?
#
# </details>

# %%
# Three more lists. A bare tensor is no list. An empty one is a model whose weights
# got lost. And w * 2 is a result, no leaf: the next forward computes it again.
for wrong in (w, [], [w * 2]):
    with attempt():
        torch.optim.SGD(wrong, lr=0.01)


# %% [markdown] tags=["predict"]
# ## 5. Cien pasos de cada manera
# Toma el bucle de la lección 03. Ahora `criterion` calcula la pérdida, y un optimizador borra el gradiente y da el paso. Da 100 pasos así y 100 pasos como en la lección 03, desde $w = 0$ y con los cuatro puntos.
#
# **Predice.** ¿Cuál es la mayor diferencia entre los dos pesos?
# - **(a)** 0
# - **(b)** cerca de 0.0000001
# - **(c)** cerca de 0.00001

# %%
def follow(make_optimizer, steps, start=0.0):
    w, path = torch.tensor(start, requires_grad=True), []
    optimizer = make_optimizer([w])
    for _ in range(steps):
        loss = criterion(w * X, Y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        path.append((w.item(), loss.item()))  # the loss before the step
    return path


# %%
def sgd(tensors):
    return torch.optim.SGD(tensors, lr=0.01)


path = follow(sgd, steps=100)
print(f"Prediction before training: f(5) = {0 * 5:.3f}")
for k in range(0, 100, 10):
    print(f"epoch {k + 1}: w = {path[k][0]:.3f}, loss ={path[k][1]:.8f}")
print(f"Prediction after training: f(5) = {path[-1][0] * 5:.3f}")

# %%
for start in (0.0, 3.0):
    w, gaps = torch.tensor(start, requires_grad=True), []
    for other, _ in follow(sgd, steps=100, start=start):
        w.grad = None
        ((w * X - Y) ** 2).mean().backward()
        with torch.no_grad():
            w -= 0.01 * w.grad
        gaps.append(abs(w.item() - other))
    print(f"{len(gaps)} steps from {start}: largest difference {max(gaps):.1g}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**, y las filas son las que imprimió el programa de los estudiantes. Si empiezas en 3, puede diferir la última cifra, en unos 2e-7. Tu paso redondea dos veces: al multiplicar 0.01 por la pendiente y al restar. En algunos procesadores, el paso de PyTorch hace las dos cosas a la vez y redondea una sola vez. La lección 07 distingue un paso del otro por cifras como esas.
#
# - **(b)** es una conjetura razonable después de la lección 03, y con otros inicios puede cumplirse.
# - **(c)** acumula cien redondeos. El descenso reduce cada uno de ellos por el camino.
#
# El bucle está más ordenado. La aritmética es la tuya.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 6. Tu propio optimizador
# La regla es una línea para cada tensor. `step_by_hand`, aquí abajo, es un primer borrador. Ahora la lista contiene un segundo tensor que ninguna pérdida ha usado: su `.grad` es `None`.
#
# **Predice.** ¿Qué hace el optimizador de PyTorch con ese tensor?
# - **(a)** Lanza un error.
# - **(b)** Se detiene ahí, y $w$, que viene detrás, no se mueve.
# - **(c)** Pasa al siguiente.

# %%
def step_by_hand(tensors, lr):
    with torch.no_grad():
        for tensor in tensors:
            tensor -= lr * tensor.grad


# %%
w, unused = (torch.tensor(start, requires_grad=True) for start in (0.0, 7.0))
criterion(w * X, Y).backward()
step_by_hand([w], lr=0.01)
print(f"the draft, with w alone in the list: w {w.item():.4f}")
optimizer = torch.optim.SGD([unused, w], lr=0.01)
for step in (optimizer.step, lambda: step_by_hand([unused, w], lr=0.01)):
    with attempt():
        step()
    print(f"w {w.item():.4f}, unused {unused.item():.4f}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Con $w$ solo en la lista, el borrador lo movió 0.3. Con los dos, PyTorch lo movió otros 0.3 y no tocó el 7.
#
# - **(a)** es lo que hace el borrador: multiplica un número por `None`.
# - **(b)** confunde «saltar» con «detenerse».
#
# Un optimizador lee sus tensores de nuevo en cada paso. Un generador de tensores solo se puede leer una vez.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Ejercicio 04-2.** *Tu propio SGD* (nivel 3, 10 minutos). Escribe `MySGD(params, lr)` con `step()` y `zero_grad()`. Debe dar lo mismo que `torch.optim.SGD` durante 100 pasos, con cualquier iterable de tensores, aunque algunos no tengan gradiente.
#
# <details><summary>Pista 1</summary>Algunos iterables solo se pueden leer una vez. ¿Qué debe guardar __init__?</details>
# <details><summary>Pista 2</summary>Parte del borrador de arriba. ¿Qué debe preguntar antes de restar?</details>
# <details><summary>Pista 3</summary>La lección 03 borraba de dos maneras. A una de ellas no le importa si hay un .grad.</details>

# %% tags=["exercise"] exercise="04-2"
class MySGD:
    def __init__(self, params, lr):
        ...  # your answer

    def step(self):
        ...  # your answer

    def zero_grad(self):
        ...  # your answer


# %% tags=["check"] exercise="04-2"
check(MySGD)


# %% [markdown] tags=["predict", "slide"]
# ## 7. El orden de las llamadas
# Una vuelta tiene cuatro llamadas: **F**orward (hacia adelante, hasta la pérdida), **B**ackward (hacia atrás), **S**tep (el paso) y **Z**ero (borrar el gradiente). La función de abajo da vueltas en el orden de las letras. ¿Con qué órdenes el peso sigue aprendiendo, con cuáles se queda quieto y con cuáles oscila?
#
# **Predice.** Alguien borra el gradiente entre backward y el paso: F, B, Z, S. ¿Dónde está el peso después de tres vueltas desde 0?
# - **(a)** en 0
# - **(b)** en 0.7717
# - **(c)** en 1.582

# %%
def rounds(order, count):
    w, losses, weights = torch.tensor(0.0, requires_grad=True), [], [0.0]
    optimizer = torch.optim.SGD([w], lr=0.01)
    calls = {"S": optimizer.step, "Z": optimizer.zero_grad}
    calls["F"] = lambda: losses.append(criterion(w * X, Y))
    calls["B"] = lambda: losses[-1].backward()
    for letter in order * count:
        calls[letter]()
        weights.append(w.item())
    return weights[:: len(order)]  # at the start, and after each round


# %% tags=["slide"]
orders = ("ZFBS", "FBSZ", "FBZS", "FSBZ", "FBS", "FSB")
paths = {order: np.array(rounds(order, 40)) for order in orders}
print("weight after rounds 1, 2, 3, 10; farthest from 2 in rounds 0 to 20, 21 to 40")
for order, path in paths.items():
    early, late = abs(path[:21] - 2).max(), abs(path[21:] - 2).max()
    print(f"{order:4}", *(f"{path[k]:.4f}" for k in (1, 2, 3, 10)), end="; ")
    print(f"{early:.4f}, {late:.4f}")
show(draw.six_orders(paths, count=20))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. `zero_grad` pone `.grad` en `None`, y el paso se salta en silencio un tensor sin gradiente.
#
# - **(b)** es el orden habitual, ZFBS.
# - **(c)** es FBS, que no borra.
#
# Lee cada fila con una sola pregunta: ¿qué hay en `.grad` en el instante de S? Z puede ir en cualquier lugar entre S y la siguiente B. Si borras entre backward y el paso, o si das el paso antes de backward y después borras, nada se mueve. Si quitas el borrado, FBS es el péndulo de la lección 03. FSB da pasos con pendientes que llegan una vuelta tarde, y su oscilación crece: llega a estar a 6.5648 de 2 (*farthest*), y después a 21.5480. El orden para el resto de este curso es forward, zero, backward, step.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Ejercicio 04-3.** *El orden importa* (nivel 3, 12 minutos). Escribe `weight_after`, que hace sin PyTorch lo que hace `rounds`, pero con cualquier pérdida: parte del peso `w` y da `count` vueltas con las letras de `order` y la tasa de aprendizaje `lr`. `slope(w)` da la pendiente de la pérdida en `w`. Devuelve el último peso. Algunos de los órdenes tienen una letra dos veces.
#
# <details><summary>Pista 1</summary>¿Qué hay en .grad en el instante de S? Sigue FSB en papel durante dos vueltas.</details>
# <details><summary>Pista 2</summary>Un backward recorre el registro del último forward. ¿Con qué peso se hizo ese registro?</details>
# <details><summary>Pista 3</summary>Con la pendiente slope(w) = 15(w − 2), w = 0 y lr = 0.01, tres vueltas deben dar la tercera columna de la tabla de arriba.</details>

# %% tags=["exercise"] exercise="04-3"
def weight_after(w, slope, lr, order, count):
    ...  # your answer


# %% tags=["check"] exercise="04-3"
check(weight_after)

# %% [markdown] tags=["predict", "slide"]
# ## 8. La forma fantasma
# A los modelos les gustan las columnas. Supón que la predicción llega como (4, 1) y que el valor objetivo se quedó en un simple (4,).
#
# **Predice.** En $w = 0$, ¿qué dice `criterion` de estas dos formas?
# - **(a)** Lanza un error.
# - **(b)** Da una pérdida de 7.5.
# - **(c)** Da una pérdida de 30.

# %% tags=["slide"]
w = torch.tensor(0.0, requires_grad=True)
column = X.reshape(-1, 1)  # (samples, 1)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    loss = criterion(w * column, Y)
loss.backward()
print(str(caught[0].message).split(". ")[0])
print(f"loss {loss.item():.4f}, difference {tuple((w * column - Y).shape)}")


# %%
def mean_over_pairs(w):
    return ((w * column.double() - Y.double()) ** 2).mean().item()


nudge, by_hand = central_difference(mean_over_pairs, 0.0), -2 * X.mean() * Y.mean()
compare_slopes(by_hand=by_hand.item(), nudge=nudge, autograd=w.grad.item())


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**, con un aviso que se pierde entre muchas líneas de salida. El 30 es correcto por casualidad: la diferencia tiene 16 números, porque cada predicción se comparó con *todos* los valores objetivo. La pendiente debería ser −30, y de las tres maneras sale −25. Comprobar el gradiente no te salva aquí: es el gradiente correcto de la pérdida equivocada.
#
# - **(a)** es lo que pasó en la lección 02 con las longitudes 4 y 3. Un 1 sí se puede estirar.
# - **(b)** divide los cuatro cuadrados entre 16 números, como si los otros doce fueran 0.
#
# </details>

# %% [markdown] tags=["slide"]
# > **Ejercicio 04-4.** *La forma fantasma* (nivel 4, 15 minutos). Sigues entrenando con estas formas hasta que nada cambia. Devuelve el peso y la pérdida a los que llegas al final. Después escribe `mended_loss`: el MSE correcto de una predicción (N, 1) y un valor objetivo (N,).
#
# <details><summary>Pista 1</summary>Imprime como tabla la diferencia de los dos. ¿Qué predicción se encuentra con qué valor objetivo?</details>
# <details><summary>Pista 2</summary>Escribe la pendiente de una sola pareja, con su propio x y su propio y. ¿Qué queda cuando tomas la media de todas las parejas?</details>
# <details><summary>Pista 3</summary>Con formas iguales no hay fantasma: antes de restar, dale a uno de los dos la forma del otro.</details>

# %% tags=["exercise"] exercise="04-4"
def diagnose_ghost():
    ...  # your answer


def mended_loss(prediction, target):
    ...  # your answer


# %% tags=["check"] exercise="04-4"
check(diagnose_ghost, mended_loss)

# %% [markdown] tags=["predict", "slide"]
# ## 9. Dónde termina
# Pregúntale al fantasma por el peso correcto. En $w = 2$ cada predicción es igual a su propio valor objetivo.
#
# **Predice.** ¿Cuánto vale ahí la pérdida de todas las parejas?
# - **(a)** 0
# - **(b)** 10
# - **(c)** 40

# %%
pairs = 2 * column - Y  # (samples, samples)
print(f"loss of all pairs at w = 2: {(pairs**2).mean().item():.4f}")
show(draw.all_pairs(pairs.numpy()))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. Las cuatro parejas que van juntas, las de la diagonal, dan 0. Las otras doce no, y tiran del peso hacia abajo.
#
# - **(a)** mira solo la diagonal.
# - **(c)** divide los 16 cuadrados entre 4 muestras.
#
# </details>

# %% [markdown] tags=["predict"]
# Por eso el entrenamiento con todas las parejas termina en otro lugar, como viste en el ejercicio. Ahora agrega un sesgo, $w\,x + b$, y entrena otra vez.
#
# **Predice.** ¿Qué aprende el modelo con sesgo?
# - **(a)** $w = 0$, $b = 5$
# - **(b)** el $w$ del ejercicio 04-4, y $b = 0$
# - **(c)** $w = 2$, $b = 0$

# %%
for with_bias, steps in ((False, 50), (True, 400)):
    w, b = (torch.zeros((), dtype=torch.float64, requires_grad=True) for _ in "wb")
    optimizer = torch.optim.SGD([w, b] if with_bias else [w], lr=0.1)
    for _ in range(steps):
        loss = ((w * column + b - Y) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    print(f"w = {w.item():.4f}, b = {b.item():.4f}, loss {loss.item():.4f}")
print(f"mean of y {Y.mean().item():.4f}, variance {Y.var(correction=0).item():.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. Cuando cada entrada hace pareja con todos los valores objetivo, la entrada no dice nada. Entonces la mejor respuesta es la media de los valores objetivo, 5, y lo que queda es su varianza, 5. Si tu modelo predice la media para todas las muestras, mira primero las formas.
#
# - **(b)** es el modelo sin sesgo. Con todas las parejas, su mejor peso es $\bar x\,\bar y \,/\, \overline{x^2}$, donde una barra es una media: $2.5 \cdot 5 / 7.5$. El entrenamiento llega ahí con calma, hasta una pérdida de 9.1667.
# - **(c)** es lo que enseñarían las parejas correctas.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 10. Suma o media
# El programa de la lección 02 usaba una pérdida media y una pendiente sumada. Con `reduction="sum"` las dos son sumas, y la pendiente es la de esa pérdida.
#
# **Predice.** En $w = 1$ la pérdida media tiene una pendiente de −15. ¿Qué pendiente tiene ahí la pérdida sumada?
# - **(a)** −60
# - **(b)** −15
# - **(c)** −3.75

# %%
w, summed = torch.tensor(1.0, requires_grad=True), nn.MSELoss(reduction="sum")
summed(w * X, Y).backward()
nudge = central_difference(lambda w: summed(w * X.double(), Y.double()).item(), 1.0)
compare_slopes(by_hand=(2 * X @ (X - Y)).item(), nudge=nudge, autograd=w.grad.item())


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. La pérdida sumada es cuatro veces más empinada, porque hay cuatro muestras. Por eso cada tasa de aprendizaje va con una reducción: con la misma tasa, la suma da pasos más largos.
#
# - **(b)** espera que una pendiente no cambie cuando se multiplica su pérdida.
# - **(c)** divide donde la suma multiplica.
#
# </details>

# %% [markdown]
# > **Ejercicio 04-5.** *Suma o media* (nivel 3, 10 minutos). Devuelve dos cosas: la tasa de aprendizaje con la que la *suma* recorre el camino que la *media* recorre con 0.01, y los pesos después de los pasos 1 a 5 de la *suma* con 0.01, desde $w = 0$.
#
# <details><summary>Pista 1</summary>La suma y la media deben dar pasos del mismo largo. ¿Cuál de las dos pendientes es más grande, y cuántas veces?</details>
# <details><summary>Pista 2</summary>La pendiente de la media es 15(w − 2). ¿Por cuánto multiplica la distancia a 2 un paso con la suma?</details>

# %% tags=["exercise"] exercise="04-5"
def sum_or_mean():
    ...  # your answer


# %% tags=["check"] exercise="04-5"
check(sum_or_mean)

# %% [markdown] tags=["predict", "slide"]
# ## 11. Momentum
# Un paso puede recordar los pasos anteriores. La velocidad $v$ conserva nueve décimos de su valor y suma la nueva pendiente $g$: $v \leftarrow 0.9\,v + g$. El peso se mueve $-\text{lr} \cdot v$.
#
# **Predice.** Con momentum 0.9 y una tasa de aprendizaje de 0.01, ¿cuándo se asienta (*settled*) el peso a menos de 0.001 de 2?
# - **(a)** antes que sin momentum
# - **(b)** nunca
# - **(c)** más tarde que sin momentum

# %%
w = v = 0.0
for k in range(1, 11):
    v = 0.9 * v + 15 * (w - 2)
    w -= 0.01 * v
    print(f"step {k:2}: v = {v:8.3f}, w = {w:.4f}")


# %% tags=["slide"]
def settled(weights):
    """The step from which on the weight stays within 0.001 of 2."""
    away = [k for k, weight in enumerate(weights, 1) if abs(weight - 2) >= 0.001]
    return 1 + max(away)


runs, SGD = {}, torch.optim.SGD
for momentum in (0, 0.5, 0.9, 1):
    path = follow(lambda tensors: SGD(tensors, lr=0.01, momentum=momentum), steps=150)
    weights = runs[f"momentum {momentum}"] = [weight for weight, _ in path]
    print(f"momentum {momentum:3}: step 10 {weights[9]:.4f}", end=", ")
    print(f"highest {max(weights):.4f}, settled {settled(weights)} of 150")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. El peso pasa por 2 en el paso 4, con una velocidad que lo lleva hasta 3.326, y oscila: 144 pasos en vez de 47. Una memoria más corta, 0.5, les gana a los dos con 23 pasos.
#
# - **(a)** vale aquí para 0.5.
# - **(b)** es la última fila, con una memoria que no se desvanece: 151 de 150 quiere decir que no hay final a la vista.
#
# Compara el paso 10 de la última fila con el orden FBS de la sección 7. Los dos dan 3.1843: no borrar el gradiente *es* momentum 1.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 12. Una suma con fugas
# ¿Qué es la velocidad? En una ladera larga y uniforme la pendiente no cambia. Supón que vale 1.
#
# **Predice.** Con momentum 0.9, ¿dónde termina $v \leftarrow 0.9\,v + 1$?
# - **(a)** en 1
# - **(b)** en 10
# - **(c)** en ninguna parte: crece sin fin

# %%
for beta in (0.5, 0.9, 0.99):
    v, last_ten = 0.0, sum(beta**age for age in range(10))
    for _ in range(2000):
        v = beta * v + 1
    print(f"momentum {beta}: v {v:.4f}, (1 − {beta})·v {(1 - beta) * v:.4f}", end=", ")
    print(f"the last ten slopes are {last_ten / v:.4f} of v")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. En reposo $v = \beta\,v + 1$, así que $v = 1/(1 - \beta)$. La velocidad es una suma con fugas: una pendiente de hace $k$ pasos cuenta $\beta^k$. Con 0.9, las últimas diez pendientes forman 0.6513 del total. En una ladera uniforme, cada paso con momentum 0.9 llega diez veces más lejos; donde la pendiente cambia de signo, lo viejo y lo nuevo se cancelan.
#
# - **(a)** es $(1 - \beta)\,v$: la *media* con fugas, una media en la que las pendientes viejas se desvanecen.
# - **(c)** es momentum 1, donde no hay fugas.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 13. Adam
# Adam lleva dos medias con fugas: $m$, la de la pendiente, con $\beta = 0.9$, y $s$, la de su cuadrado, con $\beta = 0.999$. El peso se mueve $-\text{lr} \cdot m / \sqrt{s}$. Las dos medias empiezan en 0 y al principio son demasiado pequeñas. Por eso cada una se divide entre la parte que ha reunido, $1 - \beta^k$ después de $k$ pasos.
#
# **Predice.** Con lr = 0.01, el primer paso de SGD es 0.3. ¿Cuánto mide el primer paso de Adam?
# - **(a)** 0.01
# - **(b)** 0.03162
# - **(c)** 0.3

# %%
w, m, s, walk = 0.0, 0.0, 0.0, []
for k in range(1, 641):
    g = 15 * (w - 2)
    m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g**2
    m_corrected, s_corrected = m / (1 - 0.9**k), s / (1 - 0.999**k)
    bare = 0.01 * abs(m) / s**0.5  # the step without corrections
    w -= 0.01 * m_corrected / (s_corrected**0.5 + 1e-8)  # 1e-8: no division by 0
    walk.append(w)
    if k <= 3:
        print(f"step {k}: g {g:.4f}, m {m:.4f}, s {s:.4f}, w {w:.5f}; bare {bare:.5f}")

# %%
# PyTorch must agree with these three weights. And how do the five get to 2?
for lr in (0.01, 0.1):
    path = follow(lambda tensors: torch.optim.Adam(tensors, lr=lr), steps=150)
    weights = runs[f"Adam {lr}"] = [weight for weight, _ in path]
    print(f"Adam {lr:4}:", *(f"{weight:.5f}" for weight in weights[:3]), end=", ")
    print(f"settled {settled(weights)} of 150")
print(f"Adam 0.01 by hand: settled {settled(walk)} of 640")
show(draw.five_optimizers(runs, steps=100))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. En el primer paso, la $m$ corregida es la pendiente $g$, y la $s$ corregida es $g^2$. El paso es $-\text{lr} \cdot g/|g|$: el *tamaño* de la pendiente se cancela.
#
# Con 0.01, Adam arranca de centésima en centésima y necesita 635 pasos. Con 0.1 necesita 144, y en el camino se pasa de 2: quien recuerda puede pasarse. Para SGD, una tasa de aprendizaje es un multiplicador; para Adam, una distancia. Si les das a los dos el mismo número, no comparas nada.
#
# - **(b)** deja fuera las dos correcciones (*bare*): 0.1 entre la raíz de 0.001.
# - **(c)** multiplica lr por la pendiente.
#
# </details>

# %% [markdown] tags=["predict", "slide"]
# ## 14. Decaimiento de pesos
# `weight_decay=10` suma $10\,w$ a la pendiente: es un resorte que tira del peso hacia 0.
#
# **Predice.** La pendiente de nuestra pérdida es $15\,(w - 2)$. Con este decaimiento, ¿dónde termina el peso?
# - **(a)** en 0
# - **(b)** en 1.2
# - **(c)** en 2

# %%
path = follow(lambda tensors: SGD(tensors, lr=0.01, weight_decay=10), steps=100)
for k in (1, 5, 10, len(path)):
    weight, loss = path[k - 1]
    print(f"step {k:3}: loss before the step {loss:.4f}, w = {weight:.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. El peso se queda donde las fuerzas se equilibran, $15\,(w - 2) + 10\,w = 0$: en 30 / (15 + 10). La pérdida se detiene en 4.8 y no dice por qué. Si una pérdida no quiere bajar más, busca un resorte.
#
# - **(a)** deja que gane el resorte, como si no hubiera datos.
# - **(c)** deja que ganen los datos, como si no hubiera resorte.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 15. Doce muestras, diez pesos
# Ahora cada muestra tiene diez entradas, y solo cuenta la primera: $y = 2\,x_1$ más ruido. Hay doce muestras para aprender diez pesos, y otras mil, nuevas (*fresh*) y guardadas aparte, para ponerlos a prueba.
#
# **Predice.** Compara un decaimiento de 0.3 con ninguno. ¿Cuál de las pérdidas reduce?
# - **(a)** las dos, la de las doce y la de las nuevas
# - **(b)** ninguna
# - **(c)** solo la de las muestras nuevas

# %%
random = np.random.default_rng(7)
inputs = torch.tensor(random.normal(size=(1012, 10))).float()  # (samples, features)
targets = 2 * inputs[:, 0] + torch.tensor(random.normal(size=1012)).float()
known, fresh = slice(12), slice(12, None)

# %%
for decay in (0, 0.3, 10):
    w = torch.zeros(10, requires_grad=True)  # (features,)
    optimizer = SGD([w], lr=0.1, momentum=0.9, weight_decay=decay)
    for _ in range(200):
        loss = criterion(inputs[known] @ w, targets[known])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    test = criterion(inputs[fresh] @ w, targets[fresh]).item()
    print(f"decay {decay:3}: loss {loss.item():.4f}, on fresh samples {test:.4f}")


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(c)**. Sin resorte, los pesos se ajustan al ruido de las doce, y lo pagan: 6.5612, donde la regla verdadera tiene cerca de 1. El resorte sujeta los pesos que los datos apenas fijan. Con 10 frena también el peso bueno, y las dos pérdidas son mayores.
#
# - **(a)** olvida que toda fuerza que aleja los pesos del mejor ajuste sube la pérdida para la que ese ajuste era el mejor.
# - **(b)** es la sección 14, donde con cuatro puntos sin ruido no quedaba nada por ganar.
#
# El decaimiento ayuda con la mayoría de los datos que se sortean así, no con todos. Qué decaimiento conviene, solo lo pueden decir muestras guardadas aparte.
#
# </details>

# %% [markdown]
# > **Ejercicio 04-6.** *Momentum y decaimiento de pesos* (nivel 5, 20 minutos). Escribe `MomentumSGD(params, lr, momentum)` con la convención de PyTorch. Después haz que `decay_limit` devuelva el peso en el que termina SGD sin momentum con nuestros cuatro puntos, `reduction="sum"` y `weight_decay=20`.
#
# <details><summary>Pista 1</summary>Cada parámetro tiene su propia velocidad. Esa velocidad sobrevive a zero_grad.</details>
# <details><summary>Pista 2</summary>La sección 11 escribe la regla para un peso. ¿Cuáles de sus líneas cambian la velocidad, y cuáles el peso?</details>
# <details><summary>Pista 3</summary>Donde termina, dos fuerzas se equilibran. ¿Cuál es la pendiente de la pérdida sumada en w?</details>

# %% tags=["exercise"] exercise="04-6"
class MomentumSGD:
    def __init__(self, params, lr, momentum):
        ...  # your answer

    def step(self):
        ...  # your answer

    def zero_grad(self):
        ...  # your answer


def decay_limit():
    ...  # your answer


# %% tags=["check"] exercise="04-6"
check(MomentumSGD, decay_limit)

# %% [markdown] tags=["predict"]
# ## 16. Qué significa la S
# La S de SGD viene de *stochastic*: es el descenso de gradiente *estocástico*. Hasta aquí el azar no intervino: cada paso usó todas las muestras. Ahora cada paso usa una sola, por turno. La parábola de $x = 4$ tiene la curvatura $2 \cdot 4^2$. Por encima de lr = 2/32, un paso en ella termina más lejos de 2.
#
# **Predice.** Da una vuelta tras otra con lr = 0.07. ¿Qué hace el peso?
# - **(a)** Se aleja sin fin.
# - **(b)** Se acerca a 2.
# - **(c)** Salta para siempre entre dos valores.

# %%
w = 0.0
for x in (1, 2, 3, 4):
    w -= 0.07 * 2 * x * (w * x - 2 * x)
    print(f"after x = {x}: w = {w:.4f}, distance to 2 {abs(w - 2):.4f}")

# %%
for lr in (0.01, 0.07, 0.14, 0.16):
    factors = 1 - lr * 2 * X**2  # (samples,) of the distance to 2
    four, together = factors.prod().item(), 1 - 15 * lr
    each = ", ".join(f"{factor:.4f}" for factor in factors.tolist())
    print(f"lr {lr}: {each}; a round {four:.4f}; all at once {together:.4f}")
rates = torch.arange(0, 0.2, 0.0001)
shrinking = (1 - rates[:, None] * 2 * X**2).prod(dim=1).abs() < 1  # (rates,)
limit = rates[shrinking].max().item()
print(f"limits: in rounds {limit:.4f}, all at once {2 / 15:.4f}, x = 4 {2 / 32:.4f}")

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. El paso con $x = 4$ termina más lejos de 2 de lo que empezó, y los otros tres lo compensan de sobra: una vuelta multiplica la distancia por 0.86 · 0.44 · 0.26 · 1.24 = 0.122. Las vueltas convergen hasta lr = 0.1518, más allá de 2/15 = 0.1333, el límite de los cuatro puntos a la vez (*all at once*).
#
# - **(a)** toma el límite de un paso por el límite de una vuelta.
# - **(c)** necesita un factor de −1 por vuelta.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 17. Mini-batches: lotes pequeños
# Entre una muestra y todas está el *mini-batch*, un lote pequeño. Toma los cien puntos dispersos de la lección 03. Un `TensorDataset` entrega cada entrada con su valor objetivo cuando le pides una muestra por su número. Un `DataLoader` reparte los puntos, cada uno una vez por *época*, en un orden que saca de un generador con semilla: ahí entra el azar.
#
# **Predice.** Con `batch_size=32`, ¿cuántos pasos tiene una época de 100 muestras?
# - **(a)** 3
# - **(b)** 4
# - **(c)** 32

# %%
random = np.random.default_rng(0)
many = torch.tensor(random.uniform(0, 4, 100)).float()  # (samples,)
dataset = TensorDataset(many, 2 * many + torch.tensor(random.normal(size=100)).float())
print(f"{len(dataset)} samples, the first:", *(f"{one:.4f}" for one in dataset[0]))


# %%
def deal(batch_size, seed):
    order = torch.Generator().manual_seed(seed)
    return DataLoader(dataset, batch_size=batch_size, shuffle=True, generator=order)


for loader in (deal(32, seed=0), deal(32, seed=0)):
    for epoch in (1, 2):
        batches = [x for x, _ in loader]
        sizes, first = [len(x) for x in batches], batches[0][:3].tolist()
        print(f"epoch {epoch}: {sizes}, begins", *(f"{x:.4f}" for x in first))


# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(b)**. 32, 32, 32 y las 4 que quedan. La segunda época reparte en otro orden. Si creas el cargador (*loader*) otra vez con la misma semilla, reparte las dos épocas igual que antes.
#
# - **(a)** descarta el resto. Eso haría `drop_last=True`.
# - **(c)** toma el tamaño de un lote por el número de lotes.
#
# </details>

# %% [markdown] tags=["predict"]
# ## 18. Lotes que no se ponen de acuerdo
# Los cuatro puntos coincidían en 2. Cien puntos dispersos no coinciden, y cada mini-batch tiene su propio mejor peso.
#
# **Predice.** Lotes de 5, lr = 0.05, doce épocas. ¿Qué hace el peso en las últimas seis?
# - **(a)** Sigue dando saltos tan amplios como antes.
# - **(b)** Se queda quieto en el mejor peso de los cien puntos.
# - **(c)** Sus saltos crecen.

# %%
def wander(lr, batch_size):
    w, weights = torch.tensor(0.0, requires_grad=True), []
    optimizer, loader = SGD([w], lr=lr), deal(batch_size, seed=0)
    for _ in range(12):
        for x, y in loader:
            optimizer.zero_grad()
            criterion(w * x, y).backward()
            optimizer.step()
            weights.append(w.item())
    return weights


# %%
x, y = dataset.tensors
best, walks = (x @ y / (x @ x)).item(), {}
for lr, size in ((0.05, 100), (0.05, 20), (0.05, 5), (0.01, 5)):
    weights = walks[lr, size] = np.array(wander(lr, size))
    third, last = np.split(weights[len(weights) // 2 :], 2)
    print(f"lr {lr}, batches of {size:3}: {len(weights)} steps", end=", ")
    print(f"spread {third.std():.4f}, then {last.std():.4f}")
print(f"best weight {best:.4f}, last walk's mean {last.mean():.4f}")
show(draw.noise_floor(walks[0.05, 5], walks[0.01, 5], best))

# %% [markdown]
# <details><summary>Después de ejecutarlo</summary>
#
# **(a)**. En el mejor peso, la media de todas las pendientes es 0, pero la media de cinco de ellas no lo es. Cada paso sigue a su propio lote, y por eso los saltos tienen un *piso de ruido*. Los lotes más grandes discrepan menos, y las tasas más pequeñas los siguen menos: las dos cosas bajan ese piso. Por eso se empieza con una tasa grande y se baja hacia el final.
#
# - **(b)** es la primera fila, con los cien puntos en un lote.
# - **(c)** necesitaría una tasa más allá del límite.
#
# </details>

# %% [markdown] tags=["slide"]
# ## Lo que ya puedes decir
# **¿Qué líneas de un bucle de entrenamiento no cambian nunca?** Sus cuatro llamadas: forward, `zero_grad`, `backward`, `step`. Los modelos, las pérdidas y los optimizadores van y vienen, y estas cuatro se quedan. `backward` y `step` se encuentran solo en `.grad`.
#
# Lo que falta: el modelo todavía es un tensor suelto en una lista. Con un sesgo son dos, y el programa más ordenado no acierta el 10 que debería dar. La lección 05 pregunta por qué.

# %%
progress()
